"""What was said in a channel goes into a ticket only where that is on, only since the asker came, and never against the
will of who said it; only the asker has a say in what is about to be opened."""

import dataclasses

import pytest
from msgspec.structs import replace

from chatbot.app import command_table
from chatbot.commands import quoting
from chatbot.commands.answer import Commander
from chatbot.commands.around import Around
from chatbot.commands.quotes import Quotes
from chatbot.desk import suspending
from chatbot.desk.desk import Desk
from chatbot.desk.people import Person
from chatbot.wire import Channel, Message, Principal, Private, Reply
from tests.desk.doing import ADA
from tests.irc.offline import offline
from tests.people import NETWORK, principal, stranger

DESK = Channel(NETWORK, "#desk")
ALICE, BOB = principal("alice"), principal("bob")
MALLORY = stranger("alice").principal
"""Wears the nick, and isn't logged in."""
TABLE = command_table()


class Talk:
    """As the app puts it together. All who speak came before anything was said, unless `since` says otherwise."""

    def __init__(self, desk: Desk) -> None:
        desk.settings = replace(desk.settings, quotes=frozenset({(NETWORK, "#desk")}))
        self.desk, self.quotes, self.number = desk, Quotes(desk), 10
        self.commander = Commander(desk, TABLE, around=Around(quotes=self.quotes), talk=self._talked)

    async def _talked(self, message: Message) -> list[Reply]:
        said = quoting.talked(self.quotes, message)
        if said is None:
            await self.quotes.hear(message)
        return list(said or [])

    async def says(self, who: Principal, text: str, *, where: Channel | Private = DESK, since: int = 1) -> str:
        self.number += 1
        now = self.desk.clock.now()
        said = Message(who, where, text, now, ("dibs",), number=self.number, since=since)
        return " / ".join(line for reply in await self.commander.answer(said) for line in reply.lines)

    @property
    def kept(self) -> list[str]:
        return [said.text for said in self.quotes.lines.last(DESK, 60, 0)]

    @property
    def waiting(self) -> list[str]:
        return [said.text for one in self.quotes.pending for said in one.lines.values()]


@pytest.fixture
def talk(desk: Desk) -> Talk:
    return Talk(desk)


@pytest.mark.parametrize("word", ["!drop 1", "drop 1", "!cancel", "cancel"])
async def test_mallory_who_wears_the_askers_nick_has_no_say(talk: Talk, word: str) -> None:
    await talk.says(BOB, "it smokes")
    await talk.says(ALICE, "!new -5 @ops printer on fire")
    said = await talk.says(MALLORY, word)
    assert talk.waiting == ["it smokes"]
    assert said == "" or said.startswith("Nothing of yours waits here")


async def test_the_asker_has_it_under_another_nick_of_the_same_account(talk: Talk) -> None:
    await talk.says(BOB, "it smokes")
    await talk.says(ALICE, "!new -5 @ops printer on fire")
    assert (
        await talk.says(dataclasses.replace(ALICE, nick="alison"), "!cancel", since=99)
        == "Cancelled: nothing was opened."
    )


async def test_a_stranger_who_came_back_under_the_same_mask_is_another(talk: Talk) -> None:
    await talk.says(BOB, "it smokes")
    await talk.says(MALLORY, "!new -5 @ops printer on fire")
    assert (await talk.says(MALLORY, "!cancel", since=talk.number)).startswith("Nothing of yours waits here")
    assert talk.waiting == ["it smokes"]


async def test_what_was_said_before_the_asker_came_is_not_for_them(talk: Talk) -> None:
    await talk.says(BOB, "the password of the door is hunter2")
    came = talk.number
    await talk.says(BOB, "it smokes")
    await talk.says(ALICE, "!new -30 @ops printer on fire", since=came)
    assert talk.waiting == ["it smokes"]


async def test_who_is_not_seen_in_the_channel_takes_nothing(talk: Talk) -> None:
    await talk.says(BOB, "it smokes")
    assert (await talk.says(ALICE, "!new -5 @ops printer on fire", since=0)).startswith("Only who is in this channel ")


@pytest.mark.parametrize("who", [BOB, stranger("guest").principal], ids=["a member", "a stranger"])
async def test_who_said_quote_off_is_neither_kept_nor_taken(talk: Talk, who: Principal) -> None:
    await talk.says(who, "it smokes")
    await talk.says(ALICE, "!new -5 @ops printer on fire")
    await talk.says(who, "quote off", where=Private(NETWORK, who.nick))
    await talk.says(who, "it burns")
    assert (talk.kept, talk.waiting) == ([], [])


async def test_a_suspended_member_who_said_quote_off_is_not_quoted_either(talk: Talk) -> None:
    await talk.says(BOB, "!quote off")
    await talk.desk.change(ADA, suspending.suspend, Person("bob"), "")
    await talk.says(BOB, "it smokes")
    assert talk.kept == []


async def test_nobody_at_a_strangers_host_takes_their_word_back(talk: Talk) -> None:
    await talk.says(stranger("guest").principal, "!quote off")
    assert (await talk.says(stranger("eve").principal, "!quote on")).startswith("You aren't logged in, and anybody ")
    await talk.says(stranger("guest").principal, "it smokes")
    assert talk.kept == []


async def test_what_is_said_in_private_or_to_few_never_gets_in(talk: Talk) -> None:
    await talk.says(BOB, "a secret of mine", where=Private(NETWORK, "bob"))
    now = talk.desk.clock.now()
    await talk.commander.answer(Message(BOB, DESK, "for ops alone", now, ("dibs",), "@#desk", number=99, since=1))
    assert talk.kept == []


async def test_where_it_is_turned_off_again_what_was_kept_is_forgotten(talk: Talk) -> None:
    await talk.says(BOB, "it smokes")
    talk.desk.settings = replace(talk.desk.settings, quotes=frozenset())
    await talk.says(BOB, "it burns")
    assert talk.kept == []


async def test_many_long_lines_fill_no_memory(talk: Talk) -> None:
    for number in range(100):
        await talk.says(BOB, f"{number} " + "x" * 2000)
    assert len(talk.kept) <= 60
    assert sum(map(len, talk.kept)) <= 16_000
    assert talk.kept[-1].startswith("99 ")


async def test_what_a_server_replays_is_not_kept(talk: Talk) -> None:
    async with offline() as link:
        link.welcomed()
        link.joined()
        link.hears(
            ":s BATCH +a chathistory #desk",
            "@batch=a;time=2026-11-21T09:00:00.100Z :bob!b@h PRIVMSG #desk :said long ago",
            ":s BATCH -a",
            "@time=2026-11-21T09:00:00.100Z :bob!b@h PRIVMSG #desk :it smokes",
        )
        for message in link.messages:
            await talk.quotes.hear(replace(message, audience=DESK))
    assert talk.kept == ["it smokes"]


async def test_who_leaves_and_comes_back_begins_anew_and_a_new_nick_doesnt() -> None:
    async with offline() as link:
        link.welcomed()
        link.joined()
        link.hears(
            ":bob!b@h JOIN #desk",
            "@time=2026-11-21T09:00:00.100Z :bob!b@h PRIVMSG #desk :one",
            ":bob!b@h NICK rob",
            "@time=2026-11-21T09:00:00.200Z :rob!b@h PRIVMSG #desk :two",
            ":rob!b@h QUIT :*.net *.split",
            ":rob!b@h JOIN #desk",
            "@time=2026-11-21T09:00:00.300Z :rob!b@h PRIVMSG #desk :three",
            ":rob!b@h JOIN #desk",  # they have left in between, and we weren't told
            "@time=2026-11-21T09:00:00.400Z :rob!b@h PRIVMSG #desk :four",
        )
        one, two, three, four = link.messages
    assert 0 < one.since == two.since < one.number < two.number < three.since < three.number < four.since
