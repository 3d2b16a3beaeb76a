"""Handing tickets over to one person, who is asked once for all of them; each stays where it is until they say yes."""

from collections.abc import Sequence

from msgspec import Struct

from chatbot.desk import checks, people, prompts
from chatbot.desk.act import Act
from chatbot.desk.people import Person
from chatbot.desk.refused import Refused
from chatbot.desk.views import TicketView, need_right
from chatbot.desk.wording import TYPE
from store import tickets
from store.records import Member, Prompt


class Handed(Struct, frozen=True):
    """`left`: tickets of theirs that this person can't be asked about now."""

    seen: list[TicketView]
    person: str
    lifetime: int
    left: list[int]


async def hand_over(act: Act, person: Person, numbers: Sequence[int]) -> Handed:
    """Those that are named, all of them or none; or all that one has, of which some may be left."""
    member = checks.need_member(act, "hand tickets over")
    target = await people.need_member(act, person)
    mine = [ticket.id for ticket in await tickets.list_of_owner(act.tx, member.id)]
    _need_few(act, person, numbers or mine)
    if numbers:
        seen = [await _need_may_hand(act, number, target) for number in numbers]
        left = list[int]()
    else:
        seen, left = await _those_that_may(act, mine, target)
    lifetime = await _offer(act, seen, target)
    return Handed(seen, target.name, lifetime, left)


def _need_few(act: Act, person: Person, numbers: Sequence[int]) -> None:
    most = act.settings.bounds.handed_over
    if not numbers:
        raise Refused("You have no tickets to hand over. Nothing changed.")
    if len(numbers) > most:
        some = f"{numbers[0]} {numbers[1]}"
        raise Refused(
            f"You have {len(numbers)} tickets, and {most} at once are the most that one person is asked about."
            f" Some of them: {TYPE}handover {person.name} {some}"
        )


async def _need_may_hand(act: Act, number: int, target: Member) -> TicketView:
    seen = await need_right(act, "handover", number)
    if target.id == seen.ticket.owner_id:
        raise Refused("They are yours already. Somebody else's name, please: nothing changed.")
    await checks.need_may_ask(act, seen, target)
    return seen


async def _those_that_may(act: Act, mine: Sequence[int], target: Member) -> tuple[list[TicketView], list[int]]:
    """Whoever said no to one of them, or is asked about it already, is asked about the others."""
    seen: list[TicketView] = []
    refused: list[tuple[int, Refused]] = []
    for number in mine:
        try:
            seen.append(await _need_may_hand(act, number, target))
        except Refused as why:
            refused.append((number, why))
    if not seen:
        raise refused[0][1]
    return seen, [number for number, _ in refused]


async def _offer(act: Act, seen: Sequence[TicketView], target: Member) -> int:
    """How long they have to answer."""
    first: Prompt | None = None
    for one in seen:
        prompt = await prompts.open_to_person(act, one.ticket, one.role, target, together=True, first=first)
        first = first or prompt
    assert first is not None, "there is one at least"
    await act.journal(
        "handover_offered",
        prompt_id=first.id,
        person=target.id,
        person_name=target.name,
        count=len(seen),
        lifetime=first.lifetime,
    )
    return first.lifetime
