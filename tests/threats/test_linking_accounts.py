"""Who wants to become one person with somebody else, who doesn't want that."""

import pytest

from chatbot.commands.answer import Commander
from chatbot.commands.overhearing import overheard
from chatbot.desk import members
from chatbot.desk.act import Caller
from chatbot.desk.desk import Desk
from chatbot.wire import Audience, Channel, Message, Private
from tests.desk.doing import events
from tests.people import NETWORK, FakeClock, in_private
from tests.voice.walk import TABLE

ALICE, AL = in_private("alice"), in_private("al", network="oftc")
MALLORY = in_private("mallory", network="oftc")


class Talk:
    def __init__(self, desk: Desk, clock: FakeClock) -> None:
        self.desk, self.clock = desk, clock
        self.commander = Commander(desk, TABLE, overheard=lambda one: overheard(desk, one.audience, one.text))

    async def says(self, who: Caller, text: str, where: Audience | None = None) -> list[str]:
        now = self.clock.advance(seconds=11)
        place = where or Private(who.principal.network, who.principal.nick)
        replies = await self.commander.answer(Message(who.principal, place, text, now, ("dibs",)))
        return [line for reply in replies for line in reply.lines]

    async def code(self) -> str:
        """For al@oftc, as alice was given it."""
        lines = await self.says(ALICE, "member link al@oftc")
        assert lines[1].startswith(f"member link alice@{NETWORK} ")
        return lines[1].rpartition(" ")[2]

    async def is_linked(self) -> bool:
        return bool(await events(self.desk, "members_linked"))


@pytest.fixture
def talk(desk: Desk, clock: FakeClock) -> Talk:
    return Talk(desk, clock)


async def test_what_is_shown_links_both_where_it_is_typed(talk: Talk) -> None:
    lines = await talk.says(ALICE, "member link al@oftc")
    assert lines[0] == "On oftc, logged in as al, say to dibs in private within 15m:"
    assert (await talk.says(AL, lines[1]))[0] == f"Linked: alice@{NETWORK}, al@oftc"
    assert "Yours, too: al@oftc" in await talk.says(ALICE, "whoami")
    assert f"Yours, too: alice@{NETWORK}" in await talk.says(AL, "whoami")


@pytest.mark.parametrize(
    "slip", ["{0}", "!member link alice@testnet {0}", "is it {0}?", "!member lnik {1} {2}", "{1}{2}x"]
)
async def test_a_code_that_slipped_out_in_a_channel_is_void_however_it_was_said(talk: Talk, slip: str) -> None:
    code = await talk.code()
    said = await talk.says(AL, slip.format(code, code[:4], code[5:]), Channel("oftc", "#desk"))
    assert "so it is void" in said[0]
    assert "No such code" in (await talk.says(AL, f"member link alice@{NETWORK} {code}"))[0]
    assert not await talk.is_linked()


async def test_who_has_read_the_code_along_can_do_nothing_with_it(talk: Talk) -> None:
    code = await talk.code()
    assert "No such code" in (await talk.says(MALLORY, f"member link alice@{NETWORK} {code}"))[0]
    assert not await talk.is_linked()


async def test_who_starts_a_link_towards_anothers_account_gets_nothing_of_it(talk: Talk) -> None:
    """Nor is the other bothered: nothing is said to them."""
    lines = await talk.says(MALLORY, f"member link alice@{NETWORK}")
    code = lines[1].rpartition(" ")[2]
    assert "No such code" in (await talk.says(MALLORY, f"member link alice@{NETWORK} {code}"))[0]
    assert "No such code" in (await talk.says(ALICE, f"member link al@oftc {code}"))[0]
    assert not await talk.is_linked()


async def test_a_code_alone_is_no_yes(talk: Talk) -> None:
    """Whoever is talked into typing one still has to name whose they would be."""
    code = await talk.code()
    assert "<account>@<network>" in (await talk.says(AL, f"member link {code}"))[0]
    assert not await talk.is_linked()


async def test_refusals_are_the_same_whether_such_an_account_is_known_or_not(talk: Talk) -> None:
    known, unknown = [(await talk.says(MALLORY, f"member link {one}@{NETWORK} AAAA-AAAA")) for one in ("alice", "xx")]
    assert known == unknown


async def test_rights_come_along_only_after_both_have_said_so(talk: Talk) -> None:
    await talk.code()
    assert (await talk.desk.look(AL, members.whoami)).member is None
