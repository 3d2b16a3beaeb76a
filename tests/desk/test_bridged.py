"""Who speaks over a bridge: a name that is nobody's, that rings nowhere, and that may do little, a bounded number of
times."""

import pytest
from msgspec.structs import replace

from chatbot.desk import bridged, members, ownership, roles, tickets
from chatbot.desk.act import Caller
from chatbot.desk.bounds import Bounds
from chatbot.desk.desk import Desk
from chatbot.desk.entering import New
from chatbot.desk.people import Person
from chatbot.wire import Channel, Principal
from tests.desk.doing import ADA, ALICE, BOB, accept, assign, comment, events, last_event, new, refusal, ticket
from tests.people import NETWORK, add_member, shell, stranger

RELAY = "matterbridge"


def over(name: str, protocol: str = "discord", relay: str = RELAY) -> Caller:
    """Somebody called that on the other side of a bridge."""
    mask = bridged.mask(name, protocol, relay)
    return Caller(
        Principal(NETWORK, bridged.shown(name), None, mask, "relayed", mask, relay=relay), Channel(NETWORK, "#desk")
    )


def knows_relay(desk: Desk) -> None:
    desk.settings = replace(desk.settings, relays=frozenset({(NETWORK, RELAY)}))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("bob", "bob (bridged)"),
        ("dibs", "dibs (bridged)"),
        ("Bob Smith", "Bob_Smith (bridged)"),
        ("b\u200bob\u200d", "bob (bridged)"),
        ("\x0304bob\x0f", "bob (bridged)"),
        ("\u202ebob", "bob (bridged)"),
        ("\uff42ob", "bob (bridged)"),
        ("!op mallory", "op_mallory (bridged)"),
        ("x:bob,y", "x_bob_y (bridged)"),
        ("\U0001f525", "somebody (bridged)"),
        ("b" * 99, "b" * 24 + " (bridged)"),
    ],
)
def test_a_name_is_shown_as_one_word_and_as_bridged(name: str, shown: str) -> None:
    assert bridged.shown(name) == shown


def test_what_they_are_known_by_is_no_mask_and_no_account() -> None:
    assert " " in bridged.mask("bob", "", RELAY)
    assert bridged.relay_of(bridged.mask("bob", "discord", "mb!m@relay.host")) == "mb!m@relay.host"
    assert bridged.relay_of("bob!b@host.example") == ""


def test_a_name_rings_at_nobody_who_is_called_so_on_irc() -> None:
    line = "#1 new for ops: vpn down (bob (bridged)). Take it: dibs 1"
    assert bridged.hushed(line, lambda nick: nick == "bob") == line.replace("(bob", "(somebody")
    assert bridged.hushed(line, lambda nick: nick == "carol") == line
    assert bridged.hushed("#1 for bob (bridged): x", lambda _: True) == "#1 for somebody (bridged): x"
    assert bridged.hushed("(bridged) bob", lambda _: True) == "(bridged) bob"


async def test_they_open_and_comment_and_are_named_as_bridged(desk: Desk) -> None:
    number = await new(desk, over("bob"))
    assert (await ticket(desk, number)).reporter_name == "bob (bridged)"
    await comment(desk, over("bob"), number)
    assert (await last_event(desk, "ticket_commented")).actor == "bob (bridged)"
    assert (await ticket(desk, number)).reporter_id is None


async def test_bob_over_a_bridge_is_not_bob(desk: Desk) -> None:
    number = await new(desk, BOB)
    assert "only its owner, its reporter or ops" in await refusal(comment(desk, over("bob"), number))
    mine = await new(desk, over("bob"))
    for other in (over("carol"), over("bob", "telegram"), over("bob", relay="another"), stranger("bob")):
        assert "only its owner, its reporter or ops" in await refusal(comment(desk, other, mine))


async def test_nothing_they_open_is_private(desk: Desk) -> None:
    told = await refusal(desk.change(over("bob"), tickets.open_ticket, New("a matter", private=True)))
    assert told == "Over a bridge nothing is private: everybody there reads along. Say it on IRC itself."


async def test_three_of_one_wait_and_ten_of_a_bridge(desk: Desk) -> None:
    for _ in range(3):
        await new(desk, over("bob"))
    assert await refusal(new(desk, over("bob"))) == (
        "3 of your tickets wait to be taken, and 3 is the most over a bridge. See them: mine"
    )
    for number in range(7):
        await new(desk, over(f"guest{number}"))
    assert await refusal(new(desk, over("carol"))) == (
        "10 tickets that came over this bridge wait to be taken, and 10 is the most. Say it on IRC itself."
    )
    await new(desk, over("carol", relay="another"))
    await new(desk, stranger("carol"))


async def test_a_bridge_has_roles_asked_a_bounded_number_of_times(desk: Desk) -> None:
    desk.settings = replace(desk.settings, bounds=Bounds(relay_offers=4, stranger_offers=2))
    for number in range(4):
        await accept(desk, BOB, await new(desk, over(f"guest{number // 2}")))
    assert "Roles were asked 4 times over this bridge" in await refusal(new(desk, over("carol")))
    await new(desk, over("carol", relay="another"))


async def test_one_of_them_has_roles_asked_as_often_as_a_stranger(desk: Desk) -> None:
    desk.settings = replace(desk.settings, bounds=Bounds(stranger_offers=2))
    for _ in range(2):
        await accept(desk, BOB, await new(desk, over("bob")))
    assert "Roles were asked 2 times for you" in await refusal(new(desk, over("bob")))
    await new(desk, over("carol"))


async def test_a_bridge_is_put_into_no_role(desk: Desk) -> None:
    """Be it new, known from before, or worn as a nick."""
    knows_relay(desk)
    relay = Principal(NETWORK, "mb", None, "mb!m@relay.host", "relayed", "mb!m@relay.host", relay=RELAY)
    nobody = "That is a bridge: mb speaks for others, and is nobody here by itself."
    assert await refusal(desk.change(ADA, roles.add, "ops", Person("mb", wearer=relay))) == nobody
    assert await events(desk, "member_met") == []
    told = await refusal(desk.change(shell(), members.add, RELAY, network=NETWORK, account=RELAY, admin=False))
    assert told == "The account matterbridge on testnet is a bridge there: see relays in the configuration."


async def test_a_member_whose_account_became_a_bridge_gets_nothing_new(desk: Desk) -> None:
    await add_member(desk, RELAY)
    knows_relay(desk)
    nobody = "That is a bridge: matterbridge speaks for others, and is nobody here by itself."
    assert await refusal(desk.change(ADA, roles.add, "ops", Person(RELAY))) == nobody
    number = await new(desk, ALICE)
    await accept(desk, BOB, number)
    assert await refusal(assign(desk, BOB, number, RELAY)) == nobody


async def test_nothing_is_opened_for_a_bridge(desk: Desk) -> None:
    relay = Principal(NETWORK, "mb", None, "mb!m@relay.host", "relayed", "mb!m@relay.host", relay=RELAY)
    wanted = New("login broken", whose=Person("mb", wearer=relay))
    assert "That is a bridge: mb" in await refusal(desk.change(ALICE, tickets.open_ticket, wanted))


async def test_what_only_members_do_is_done_on_irc_itself(desk: Desk) -> None:
    number = await new(desk, ALICE)
    told = "Taking and changing tickets here wants a login; you came over a bridge. Say it on IRC itself, logged in."
    assert await refusal(desk.change(over("bob"), ownership.accept, number)) == told
    assert await refusal(desk.change(over("bob"), roles.join, "ops")) == told
