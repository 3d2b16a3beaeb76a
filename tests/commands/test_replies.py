"""A reply to a line of dibs names its ticket (VOICE, grammar 11)."""

from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from chatbot.commands.answer import Commander
from chatbot.wire import Audience, Channel, Reply
from tests.commands.stage import NO_DESK, OPS, lines, message, private, table


async def replies(text: str, *, about: int | None = 12, where: Audience = OPS, msgid: str = "") -> Sequence[Reply]:
    """What dibs says to that line, which replies to one of its own about #12."""

    async def nowhere(_: Channel) -> bool:
        return False

    commander = Commander(NO_DESK, table(), takes_here=nowhere)
    return await commander.answer(replace(message(text, where=where), about=about, msgid=msgid))


async def in_channel(text: str, about: int | None = 12) -> list[str]:
    return lines(await replies(text, about=about), OPS)


async def in_private(text: str) -> list[str]:
    return lines(await replies(text, where=private()), private())


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("dibs", "#12 is yours"),
        ("Dibs.", "#12 is yours"),
        (" take ", "#12 is yours"),
        ("!take", "#12 is yours"),
        ("dibs: claim", "#12 is yours"),
        ("!yes", "#12 is yours"),
        ("decline at lunch", "#12 declined: at lunch"),
        ("re toner ordered", "#12 toner ordered"),
        ("re 3rd floor, too", "#12 3rd floor, too"),
        ("re 3/4 of it is done", "#12 3/4 of it is done"),
        ("assign bob", "#12: asking bob"),
        ("show", "#12 printer on fire"),
    ],
)
async def test_a_ticket_that_is_not_named_is_the_one_replied_to(text: str, answer: str) -> None:
    assert await in_channel(text) == [answer]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("dibs 14", "#14 is yours"),
        ("re #14 toner ordered", "#14 toner ordered"),
        ("decline 14, at lunch", "#14 declined: at lunch"),
        ("14", "#14 printer on fire"),
        ("!14", "#14 printer on fire"),
    ],
)
async def test_a_ticket_that_is_named_is_meant(text: str, answer: str) -> None:
    assert await in_channel(text) == [answer]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("re 13-14 same here", "One ticket at a time, please. Write: !re <ticket> <text>"),
        ("re #14x same here", "A ticket is a number of at most 9 digits. Write: !re <ticket> <text>"),
        ("re 12345678901 same here", "A ticket is a number of at most 9 digits. Write: !re <ticket> <text>"),
    ],
)
async def test_a_ticket_that_is_named_badly_is_not_replaced(text: str, answer: str) -> None:
    assert await in_channel(text) == [answer]


@pytest.mark.parametrize(
    "text",
    [
        "so it burns again?",
        "yes",
        "no, that is the other printer",
        "acept 12",
        "dibs?",
        "new one is on its way",
        "ticket machines are all like this",
        "list of those who care: me",
        "role models",
        "whoami to say",
        "help is near",
        "12 monkeys",
        "?dibs",
        "!!",
    ],
)
async def test_what_people_reply_to_each_other_is_met_with_silence(text: str) -> None:
    assert await replies(text) == []


@pytest.mark.parametrize("text", ["dibs", "show", "re toner ordered"])
async def test_without_a_reply_the_same_words_are_talk(text: str) -> None:
    assert await replies(text, about=None) == []


async def test_what_is_still_missing_is_asked_for_with_the_ticket_in_place() -> None:
    assert await in_channel("assign") == ["Who gets #12? !assign 12 <person>"]


@pytest.mark.parametrize(
    ("text", "answer"),
    [("dibs", "#12 is yours"), ("yes", "#12 is yours"), ("no on leave", "#12 declined: on leave"), ("12", None)],
)
async def test_in_private_too_a_reply_names_its_ticket(text: str, answer: str | None) -> None:
    assert await in_private(text) == [answer or "#12 printer on fire"]


async def test_in_private_all_verbs_are_as_before() -> None:
    assert await in_private("whoami") == ["You are bob"]


async def test_an_answer_says_what_it_answers() -> None:
    (said,) = await replies("dibs", msgid="a1")
    assert said.reply_to == "a1"
    (complaint,) = await replies("assign", msgid="a1")
    assert complaint.reply_to == "a1"
    (told,) = await replies("dibs", where=private(), msgid="a1")
    assert told.reply_to == "a1"


async def test_what_goes_on_in_private_replies_to_nothing_there() -> None:
    public, rest = await replies("!list", msgid="a1")
    assert (public.reply_to, rest.to, rest.reply_to) == ("a1", private(), "")
