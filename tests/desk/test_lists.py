"""Lists, what is mine, and histories: each only as far as its audience may read."""

from chatbot.desk import members, reading
from chatbot.desk.act import Caller
from chatbot.desk.desk import Desk
from chatbot.wire import Private
from tests.desk.doing import ADA, ALICE, BOB, CHARLIE, accept, close, comment, new, refusal
from tests.people import NETWORK, add_role, in_private, shell, stranger


async def listed(desk: Desk, caller: Caller, role: str | None = None, *, free: bool = False) -> list[int]:
    found = await desk.look(caller, reading.list_tickets, role, free=free)
    return [one.ticket.id for one in found.seen]


async def test_a_list_has_the_free_ones_first_and_no_closed_ones(desk: Desk) -> None:
    taken, closed, free = [await new(desk) for _ in range(3)]
    await accept(desk, BOB, taken)
    await close(desk, ALICE, closed)
    assert await listed(desk, ALICE) == [free, taken]
    assert await listed(desk, ALICE, free=True) == [free]


async def test_a_list_of_one_role_has_only_its_tickets(desk: Desk) -> None:
    await add_role(desk, "net")
    await new(desk)
    number = await new(desk, role="net")
    assert await listed(desk, ALICE, "net") == [number]
    assert await refusal(listed(desk, ALICE, "nett")) == "No role nett; there are net, ops."


async def test_a_list_leaves_out_what_its_audience_may_not_read(desk: Desk) -> None:
    secret = await new(desk, in_private("alice"), private=True)
    public = await new(desk)
    assert await listed(desk, in_private("bob")) == [secret, public]
    for caller in (BOB, ADA, CHARLIE, in_private("charlie"), stranger("bob", Private(NETWORK, "bob"))):
        assert await listed(desk, caller) == [public]


async def test_a_long_list_counts_what_it_leaves_out_and_shows_free_ones_however_new(desk: Desk) -> None:
    numbers = [await new(desk, shell()) for _ in range(reading.LONGEST_LIST + 5)]
    for number in numbers[:-1]:
        await accept(desk, BOB, number)
    found = await desk.look(ALICE, reading.list_tickets, None, free=False)
    assert (len(found.seen), found.more, found.total) == (reading.LONGEST_LIST, 5, len(numbers))
    assert found.seen[0].ticket.id == numbers[-1]


async def test_private_tickets_do_not_push_others_off_a_long_list(desk: Desk) -> None:
    for _ in range(reading.LONGEST_LIST):
        await new(desk, shell(), private=True)
    number = await new(desk)
    found = await desk.look(ALICE, reading.list_tickets, None, free=False)
    assert ([one.ticket.id for one in found.seen], found.more, found.total) == ([number], 0, 1)


async def test_mine_is_what_i_own_and_what_i_reported(desk: Desk) -> None:
    owned, reported, both = await new(desk), await new(desk, BOB), await new(desk, BOB)
    await accept(desk, BOB, owned)
    await accept(desk, BOB, both)
    mine = await desk.look(BOB, reading.mine)
    assert [one.ticket.id for one in mine.owned] == [owned, both]
    assert [one.ticket.id for one in mine.reported] == [reported]


async def test_mine_in_a_channel_leaves_out_what_is_private(desk: Desk) -> None:
    number = await new(desk, in_private("bob"), private=True)
    await accept(desk, in_private("bob"), number)
    assert (await desk.look(BOB, reading.mine)).owned == []
    assert (await desk.look(BOB, members.whoami)).owned == 0
    assert len((await desk.look(in_private("bob"), reading.mine)).owned) == 1
    assert (await desk.look(in_private("bob"), members.whoami)).owned == 1


async def test_a_strangers_tickets_are_theirs_by_their_mask(desk: Desk) -> None:
    number = await new(desk, stranger("guest42"))
    assert [one.ticket.id for one in (await desk.look(stranger("guest42"), reading.mine)).reported] == [number]
    assert (await desk.look(stranger("guest43"), reading.mine)).reported == []


async def test_at_the_shell_mine_asks_whose(desk: Desk) -> None:
    assert "--as <member>" in await refusal(desk.look(shell(), reading.mine))


async def test_a_history_has_every_event_of_the_ticket_with_the_names_in_it(desk: Desk) -> None:
    number = await new(desk)
    await accept(desk, BOB, number)
    history = await desk.look(ALICE, reading.history, number)
    assert [event.kind for event in history.events] == ["ticket_opened", "prompt_opened", "ticket_accepted"]
    assert list(history.names.values()) == ["bob"]


async def test_the_last_word_is_the_newest_thing_that_somebody_did(desk: Desk) -> None:
    number = await new(desk)
    assert (await desk.look(ALICE, reading.show, number)).last is None
    await comment(desk, BOB, number, "toner ordered")
    event = (await desk.look(ALICE, reading.show, number)).last
    assert event is not None
    assert (event.kind, event.actor) == ("ticket_commented", "bob")


async def test_the_history_of_a_private_ticket_is_not_for_others(desk: Desk) -> None:
    number = await new(desk, in_private("alice"), private=True)
    for caller in (BOB, CHARLIE, in_private("charlie")):
        assert await refusal(desk.look(caller, reading.history, number)) == f"#{number} is private."
