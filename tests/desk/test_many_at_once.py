"""Promise 1: any number of members accept at once; one wins, and the others are told who."""

import asyncio

from chatbot.desk import ownership
from chatbot.desk.act import Caller
from chatbot.desk.desk import Desk
from chatbot.desk.refused import Refused
from tests.desk.doing import all_offers, events, new, owner
from tests.people import add_member, add_role, person

TAKERS = 50
TIMES = 200


async def test_of_fifty_who_accept_at_once_one_owns_it_and_the_others_are_told_who(desk: Desk) -> None:
    takers = [f"m{number}" for number in range(TAKERS)]
    for name in takers:
        await add_member(desk, name)
    await add_role(desk, "all", *takers)
    for turn in range(TIMES):
        await race(desk, [person(takers[(turn + at) % TAKERS]) for at in range(TAKERS)])


async def race(desk: Desk, takers: list[Caller]) -> None:
    number = await new(desk, role="all")
    answers = await asyncio.gather(*(attempt(desk, taker, number) for taker in takers))
    winners = [taker.principal.nick for taker, answer in zip(takers, answers, strict=True) if answer == ""]
    assert winners == [await owner(desk, number)]
    assert sum(answer.startswith(f"#{number} went to {winners[0]} ") for answer in answers) == TAKERS - 1
    assert [prompt.state for prompt in await all_offers(desk, number)] == ["accepted"]
    assert len(await events(desk, "ticket_accepted", number=number)) == 1


async def attempt(desk: Desk, taker: Caller, number: int) -> str:
    """Nothing if they got it, else what they were told."""
    try:
        await desk.change(taker, ownership.accept, number)
    except Refused as refused:
        return str(refused)
    return ""
