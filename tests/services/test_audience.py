"""Whom a notice goes to: by what the store knows, by where people are now, and to nobody twice."""

import pytest

from chatbot.desk import roles, stealing, watching
from chatbot.desk.desk import Desk
from chatbot.desk.people import Person as Named
from chatbot.plugin import Admins, Announced, Asked, Event, Notice, OthersAsked, Reporter, Role, Watchers
from chatbot.plugin.notices import Target
from chatbot.services.presence import Presence
from chatbot.services.sender import Sender
from tests.desk.doing import accept, assign, comment, decline, new
from tests.people import NETWORK, FakeClock, add_member, in_private, person, shell, stranger
from tests.services.plugs import hears, read_all
from tests.services.rows import queue, rows
from tests.services.wires import FakeWire

NAMES = {1: "alice", 2: "bob", 3: "charlie", 4: "ada", 5: "dora"}


async def told(desk: Desk, presence: Presence, to: Target, kind: str) -> list[str]:
    """Tell them what happened, from the beginning of the journal: the addresses of all that was queued by it."""

    def tell(event: Event) -> list[Notice]:
        return [Notice(to=to, text=event.kind)]

    before = len(await rows(desk))
    dispatcher = await hears(desk, presence, tell, kind)
    await desk.database.write(lambda tx: tx.run("update cursor set event_id = 0"))
    await read_all(dispatcher)
    return [NAMES.get(row.member_id or 0, row.address) for row in (await rows(desk))[before:]]


async def put_into_ops(desk: Desk, *names: str) -> None:
    for name in names:
        await desk.change(shell(), roles.add, "ops", Named(name))


async def test_a_role_is_told_in_its_channel_and_one_without_a_channel_not_at_all(
    desk: Desk, presence: Presence
) -> None:
    await desk.change(shell(), roles.create, "web", roles.RoleChange())
    await new(desk)
    assert await told(desk, presence, Role("ops"), "ticket_opened") == ["#ops"]
    assert await told(desk, presence, Role("web"), "ticket_opened") == []
    assert await told(desk, presence, Role("gone"), "ticket_opened") == []


async def test_all_who_may_still_answer_are_asked_and_the_reporter_never(desk: Desk, presence: Presence) -> None:
    await add_member(desk, "dora")
    await put_into_ops(desk, "alice", "charlie", "dora")
    await decline(desk, in_private("charlie"), await new(desk))
    assert await told(desk, presence, Asked(), "prompt_opened") == ["bob", "dora"]


async def test_who_spoke_in_the_channel_lately_has_read_it_there(
    desk: Desk, presence: Presence, wire: FakeWire, clock: FakeClock
) -> None:
    await put_into_ops(desk, "charlie")
    wire.spoke["#ops", "bob"] = clock.now()
    await new(desk)
    assert await told(desk, presence, Asked(unless_spoke=True), "prompt_opened") == ["charlie"]
    assert await told(desk, presence, Asked(), "prompt_opened") == ["bob", "charlie"]


async def test_an_offer_to_one_person_is_for_them_alone(desk: Desk, presence: Presence) -> None:
    number = await new(desk)
    await assign(desk, in_private("bob"), number, "charlie")
    assert await told(desk, presence, Asked(), "assignment_offered") == ["charlie"]


async def test_a_reporter_is_told_by_what_is_known_of_them(desk: Desk, presence: Presence) -> None:
    await new(desk, stranger("guest"))
    await new(desk, shell("charlie"))
    await new(desk, shell())
    for number in (1, 2, 3):
        await accept(desk, in_private("bob"), number)
    assert await told(desk, presence, Reporter(), "ticket_accepted") == ["guest!guest@host.example", "charlie"]


async def test_watchers_are_told_but_never_its_reporter_its_owner_or_whom_it_names(
    desk: Desk, presence: Presence
) -> None:
    await add_member(desk, "dora")
    await put_into_ops(desk, "charlie", "dora")
    number = await new(desk)
    for name in ("bob", "charlie", "dora"):
        await desk.change(in_private(name), watching.watch, number)
    await accept(desk, in_private("bob"), number)
    await desk.change(in_private("dora"), stealing.steal, number, "he is asleep")
    assert await told(desk, presence, Watchers(), "ticket_stolen") == ["charlie"]


async def test_a_watcher_who_may_no_longer_read_it_or_has_enough_is_told_nothing(
    desk: Desk, presence: Presence
) -> None:
    await put_into_ops(desk, "charlie")
    number = await new(desk, in_private("alice"), private=True)
    for name in ("bob", "charlie"):
        await desk.change(in_private(name), watching.watch, number)
    await comment(desk, in_private("ada"), number)
    assert await told(desk, presence, Watchers(), "ticket_commented") == ["bob", "charlie"]
    await desk.change(shell(), roles.remove, "ops", Named("charlie"))
    assert await told(desk, presence, Watchers(), "ticket_commented") == ["bob"]
    await desk.change(in_private("bob"), watching.unwatch, number)
    assert await told(desk, presence, Watchers(), "ticket_commented") == []


async def test_a_line_for_a_watcher_that_waited_until_they_may_not_read_it_is_dropped(
    desk: Desk, presence: Presence, sender: Sender, wire: FakeWire
) -> None:
    await put_into_ops(desk, "charlie")
    number = await new(desk, in_private("alice"), private=True)
    await desk.change(in_private("charlie"), watching.watch, number)
    await comment(desk, in_private("ada"), number)
    assert await told(desk, presence, Watchers(), "ticket_commented") == ["charlie"]
    await desk.change(shell(), roles.remove, "ops", Named("charlie"))
    wire.people["charlie"] = ["charlie"]
    await sender.step()
    assert wire.said == []
    assert (await rows(desk))[-1].status == "superseded"


async def test_every_admin_is_told_but_the_one_who_did_it(desk: Desk, presence: Presence) -> None:
    await add_member(desk, "dora", admin=True)
    await new(desk, in_private("ada"))
    assert await told(desk, presence, Admins(), "ticket_opened") == ["dora"]


@pytest.fixture
async def number(desk: Desk, sender: Sender, wire: FakeWire, presence: Presence) -> int:
    """A ticket for which bob and charlie were asked in private and #ops aloud; the server took it all."""
    await put_into_ops(desk, "charlie")
    wire.people |= {"bob": ["bob"], "charlie": ["charlie"]}
    number = await new(desk)

    def ask(event: Event) -> list[Notice]:
        return [Notice(to=to, text="yours?", holds="offer") for to in (Asked(), Role("ops"))]

    dispatcher = await hears(desk, presence, ask, "prompt_opened", name="asker")
    await desk.database.write(lambda tx: tx.run("update cursor set event_id = 0"))
    await read_all(dispatcher)
    await sender.step()
    return number


async def test_that_it_is_taken_is_told_where_it_was_announced(desk: Desk, presence: Presence, number: int) -> None:
    await accept(desk, in_private("bob"), number)
    assert await told(desk, presence, Announced(), "ticket_accepted") == ["#ops"]


async def test_it_is_not_told_where_it_was_done(desk: Desk, presence: Presence, number: int) -> None:
    await accept(desk, person("bob", "#ops"), number)
    assert await told(desk, presence, Announced(), "ticket_accepted") == []


async def test_others_who_were_asked_are_told_unless_they_sit_where_it_is_said(
    desk: Desk, presence: Presence, wire: FakeWire, number: int
) -> None:
    await accept(desk, in_private("bob"), number)
    assert await told(desk, presence, OthersAsked(), "ticket_accepted") == ["charlie"]
    wire.sits.add(("#ops", "charlie"))
    assert await told(desk, presence, OthersAsked(), "ticket_accepted") == []


async def test_others_who_sit_where_it_was_done_have_read_it_there(
    desk: Desk, presence: Presence, wire: FakeWire, number: int
) -> None:
    await accept(desk, person("bob", "#web"), number)
    wire.sits.add(("#web", "charlie"))
    assert await told(desk, presence, OthersAsked(), "ticket_accepted") == []


async def test_somebody_is_told_on_the_network_where_they_are(desk: Desk, wire: FakeWire) -> None:
    other = FakeWire("othernet", people={"dora": ["dora"]})
    presence = Presence({NETWORK: wire, "othernet": other})
    await add_member(desk, "dora", network=NETWORK)
    await desk.database.write(
        lambda tx: tx.run(
            """insert into identity (member_id, kind, network, value, shown, created_at)
               values (5, 'account', 'othernet', 'dora', 'dora', '2026-11-20T10:00:00.000Z')"""
        )
    )
    await assign(desk, in_private("bob"), await new(desk), "dora")
    await told(desk, presence, Asked(), "assignment_offered")
    assert [row.network for row in await rows(desk)] == ["othernet"]


async def test_a_reminder_of_an_offer_whose_line_is_not_said_yet_is_not_worth_saying(
    desk: Desk, presence: Presence, sender: Sender, wire: FakeWire
) -> None:
    def ask(event: Event) -> list[Notice]:
        return [
            Notice(to=Asked(), text="yours?", holds="offer"),
            Notice(to=Asked(), text="still yours?", holds="offer", joined="Still waiting", brief="#1"),
        ]

    dispatcher = await hears(desk, presence, ask, "prompt_opened")
    await new(desk)
    await read_all(dispatcher)
    await queue(desk, "not of this offer")
    assert [row.text for row in await rows(desk, "teller")] == ["yours?", "not of this offer"]
