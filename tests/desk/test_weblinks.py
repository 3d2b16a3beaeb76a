"""A ticket is linked to what is elsewhere: addresses of the web, and numbers in trackers."""

from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from chatbot.desk import reading, redacting, searching, weblinks
from chatbot.desk.act import Caller
from chatbot.desk.desk import Desk
from tests.desk.doing import ADA, ALICE, BOB, CHARLIE, comment, events, last_event, new, redact, refusal, undo
from tests.desk.kept import put_away
from tests.people import in_private, stranger

PAGE = "https://example.org/wiki?page=7#printer"
JIRA = "https://jira.example.org/browse/JIRA-{number}"


@pytest.fixture(autouse=True)
def configured(desk: Desk) -> None:
    desk.settings = replace(desk.settings, trackers={"JIRA": JIRA})


async def link(desk: Desk, caller: Caller, number: int, said: str) -> None:
    await desk.change(caller, weblinks.link, number, said)


async def unlink(desk: Desk, caller: Caller, number: int, said: str) -> None:
    await desk.change(caller, weblinks.unlink, number, said)


async def shown(desk: Desk, number: int, caller: Caller = ALICE) -> Sequence[str]:
    return (await desk.look(caller, reading.show, number)).elsewhere


@pytest.mark.parametrize(
    "address",
    [PAGE, "http://example.org", "HTTPS://example.org:8443/a", "https://[2001:db8::1]/x", "https://e.org/%22"],
)
async def test_an_address_of_the_web_is_shown_as_it_is(desk: Desk, address: str) -> None:
    number = await new(desk)
    await link(desk, BOB, number, address)
    assert await shown(desk, number) == [address]


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("ftp://example.org", "isn't of the web: it begins with http:// or https://"),
        ("javascript://example.org/%0aalert(1)", "isn't of the web: it begins with http:// or https://"),
        ("https:///x", "names no server, such as https://example.org/7"),
        ("https://", "names no server, such as https://example.org/7"),
        ("https://[1::", "isn't an address, such as https://example.org/7"),
        ("https://example.org:99999", "isn't an address, such as https://example.org/7"),
        ("https://bob:secret@example.org", "has a name or a password in it, before the @: leave that out"),
        ("https://bob@example.org", "has a name or a password in it, before the @: leave that out"),
        ("https://example.org/a b", "has other signs than an address has: copy it from where the browser shows it"),
        ("https://example.org/\u202ex", "has other signs than an address has: copy it from where the browser shows it"),
        ('https://example.org/"<b>', "has other signs than an address has: copy it from where the browser shows it"),
    ],
)
async def test_what_is_no_address_of_the_web_is_refused(desk: Desk, address: str, why: str) -> None:
    number = await new(desk)
    assert await refusal(link(desk, BOB, number, address)) == f"That {why}."
    assert await events(desk, "weblink_added") == []


async def test_a_number_in_a_tracker_is_shown_with_where_that_is(desk: Desk) -> None:
    number = await new(desk)
    await link(desk, BOB, number, "jira-045")
    assert await shown(desk, number) == ["JIRA-45 https://jira.example.org/browse/JIRA-45"]
    desk.settings = replace(desk.settings, trackers={})
    assert await shown(desk, number) == ["JIRA-45"]


async def test_a_tracker_that_isnt_configured_is_refused_with_those_that_are(desk: Desk) -> None:
    number = await new(desk)
    assert await refusal(link(desk, BOB, number, "JIRRA-45")) == (
        "No tracker JIRRA; there is JIRA. Who runs dibs names them in [trackers]. An address can be linked as it is."
    )


@pytest.mark.parametrize("said", [PAGE, "JIRA-45"])
async def test_it_is_there_once_and_is_taken_away(desk: Desk, said: str) -> None:
    number = await new(desk)
    await link(desk, BOB, number, said)
    assert await refusal(link(desk, ALICE, number, said)) == (
        f"#{number} is linked to that already. Not so? unlink {number} {said}"
    )
    await unlink(desk, ALICE, number, said.lower() if said == "JIRA-45" else said)
    assert await shown(desk, number) == []
    assert await refusal(unlink(desk, ALICE, number, said)) == (
        f"#{number} isn't linked to that. What it has: show {number}"
    )


async def test_it_is_written_down_and_what_was_typed_beside_it(desk: Desk) -> None:
    number = await new(desk)
    await link(desk, BOB, number, PAGE)
    added = await last_event(desk, "weblink_added")
    assert (added.ticket_id, added.actor, added.data, added.texts) == (number, "bob", {}, {"link": PAGE})
    await unlink(desk, BOB, number, PAGE)
    removed = await last_event(desk, "weblink_removed")
    assert (removed.data, removed.texts) == ({"of": added.id}, {})


async def test_a_slip_is_taken_back_and_its_words_are_gone(desk: Desk) -> None:
    number = await new(desk)
    await link(desk, BOB, number, PAGE)
    await undo(desk, BOB)
    assert await shown(desk, number) == []
    assert (await last_event(desk, "weblink_added")).texts == {}


async def test_that_it_was_taken_away_is_taken_back(desk: Desk) -> None:
    number = await new(desk)
    await link(desk, BOB, number, PAGE)
    await unlink(desk, ALICE, number, PAGE)
    await undo(desk, ALICE)
    assert await shown(desk, number) == [PAGE]


async def test_an_address_with_a_secret_in_it_is_erased_by_redact(desk: Desk) -> None:
    number = await new(desk)
    await link(desk, BOB, number, "https://example.org/?token=hunter2")
    entries = await desk.look(in_private("bob"), redacting.entries, number)
    await redact(desk, in_private("bob"), number, entries[-1].number)
    assert await shown(desk, number) == []


async def test_with_the_ticket_it_is_erased(desk: Desk) -> None:
    number = await new(desk)
    await link(desk, BOB, number, PAGE)
    await put_away(desk, number, "delete")
    assert await shown(desk, number) == []


async def test_it_takes_the_right_to_change_the_ticket(desk: Desk) -> None:
    number, private = await new(desk), await new(desk, in_private("alice"), private=True)
    assert "only its owner, its reporter or ops may link it" in await refusal(link(desk, CHARLIE, number, PAGE))
    for who in (in_private("charlie"), CHARLIE, stranger("guest")):
        assert await refusal(link(desk, who, private, PAGE)) == f"#{private} is private."
    await link(desk, ADA, number, PAGE)
    assert await shown(desk, number, stranger("guest")) == [PAGE]


async def test_it_is_found_by_its_words(desk: Desk) -> None:
    number = await new(desk)
    await link(desk, BOB, number, "https://example.org/runbook")
    found = await desk.look(ALICE, searching.search, "runbook", None)
    assert [one.ticket.id for one in found.seen] == [number]


async def test_it_keeps_nobody_from_taking_back_their_own_change(desk: Desk) -> None:
    number = await new(desk)
    await comment(desk, ALICE, number, "a slip")
    await link(desk, BOB, number, PAGE)
    await undo(desk, ALICE, number)
    assert await shown(desk, number) == [PAGE]
