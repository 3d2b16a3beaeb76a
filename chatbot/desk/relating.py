"""People say how tickets belong together: link, unlink. What can't be true in a circle never is."""

from collections.abc import Mapping

from msgspec import Struct

from chatbot.desk import access
from chatbot.desk.act import Act
from chatbot.desk.circles import NO_CIRCLE
from chatbot.desk.refused import Refused
from chatbot.desk.related import LABELS
from chatbot.desk.views import TicketView, need_may_know, need_right, need_ticket, need_words, view
from chatbot.desk.wording import TYPE
from store import relations
from store.records import Event
from store.relations import Relation


class Way(Struct, frozen=True):
    """`back`: it is said from the other side, as `blocked by` is."""

    kind: str
    back: bool = False


WAYS: Mapping[str, Way] = {
    "blocks": Way(relations.BLOCKS),
    "blocked by": Way(relations.BLOCKS, back=True),
    "duplicates": Way(relations.DUPLICATES),
    "duplicate of": Way(relations.DUPLICATES),
    "duplicated by": Way(relations.DUPLICATES, back=True),
    "follows": Way(relations.FOLLOWS),
    "followed by": Way(relations.FOLLOWS, back=True),
    "part of": Way(relations.PART_OF),
    "has part": Way(relations.PART_OF, back=True),
    "see also": Way(relations.SEE_ALSO),
}
"""What one may say of two tickets."""

EITHER_WAY = frozenset({relations.SEE_ALSO})
"""What is the same from both sides: the lower number is the one that stands first."""


class Tied(Struct, frozen=True):
    """`label`: how the first stands to the other, in words."""

    seen: TicketView
    label: str
    other: TicketView


async def link(act: Act, number: int, way: Way, other: int) -> Tied:
    seen, to = await _need_both(act, "link", number, other)
    need_words(to)
    if number == other:
        raise Refused(f"#{number} can't be linked to itself. Nothing changed.")
    await _need_room(act, seen)
    await _need_room(act, to, outside=not access.may("link", to.relations))
    one = relation_of(number, way, other)
    await need_no_circle(act, one)
    label = label_of(number, one)
    if not await relations.add(act.tx, one.ticket_id, one.kind, one.other_id, now=act.now):
        raise Refused(f"#{number} {label} #{other}: that is so already. Not so? {TYPE}unlink {number} {other}")
    await journal_linked(act, seen.ticket.id, seen.role.id, way, other)
    return Tied(seen, label, to)


async def unlink(act: Act, number: int, way: Way | None, other: int) -> Tied:
    seen, to = await _need_both(act, "unlink", number, other)
    one = await _need_linked(act, number, way, other)
    await relations.drop(act.tx, one.ticket_id, one.kind, one.other_id)
    await act.journal(
        "ticket_unlinked",
        ticket_id=number,
        role_id=seen.role.id,
        relation=one.kind,
        other=other,
        back=one.ticket_id != number,
    )
    return Tied(seen, label_of(number, one), to)


async def journal_linked(act: Act, number: int, role_id: int, way: Way, other: int) -> None:
    """By a person, or by a service that opened one on account of another."""
    await act.journal("ticket_linked", ticket_id=number, role_id=role_id, relation=way.kind, other=other, back=way.back)


async def take_back(act: Act, of: Event) -> None:
    """A link that is undone is none, and the other way round."""
    number, other = of.ticket_id or 0, int(of.data["other"])
    one = relation_of(number, Way(str(of.data["relation"]), back=bool(of.data["back"])), other)
    if of.kind == "ticket_linked":
        await relations.drop(act.tx, one.ticket_id, one.kind, one.other_id)
    else:
        await need_no_circle(act, one)
        await relations.add(act.tx, one.ticket_id, one.kind, one.other_id, now=act.now)


def relation_of(number: int, way: Way, other: int) -> Relation:
    """As it is kept."""
    turned = number > other if way.kind in EITHER_WAY else way.back
    return Relation(other, way.kind, number) if turned else Relation(number, way.kind, other)


def label_of(number: int, one: Relation) -> str:
    return LABELS[one.kind, one.ticket_id != number]


async def _need_both(act: Act, verb: str, number: int, other: int) -> tuple[TicketView, TicketView]:
    """The right to change the first; of the other, to know of it is enough."""
    seen = await need_right(act, verb, number)
    to = await view(act, await need_ticket(act, other))
    need_may_know(to)
    return seen, to


async def _need_room(act: Act, seen: TicketView, *, outside: bool = False) -> None:
    """`outside`: for who may not change it, and so could leave no room to those who may."""
    most, number = act.settings.bounds.links, seen.ticket.id
    count = len(await relations.list_of(act.tx, number)) + len(await relations.list_to(act.tx, number))
    if outside and count >= (few := act.settings.bounds.links_from_outside):
        raise Refused(f"#{number} has {few} links or more: who may not change it links no more to it.")
    if count >= most:
        raise Refused(f"#{number} has {most} links, and that is the most. To take one away: {TYPE}unlink {number} ...")


async def _need_linked(act: Act, number: int, way: Way | None, other: int) -> Relation:
    """The one that is meant. How a service linked them stays, for it says why one of them is there."""
    wanted = relation_of(number, way, other) if way else None
    between = [one for one in await relations.list_between(act.tx, number, other) if one.kind != relations.ERROR_OF]
    found = [one for one in between if wanted in (None, one)]
    if not found:
        raise Refused(f"#{number} and #{other} aren't linked{' so' if way else ''}. What is: {TYPE}show {number}")
    if len(found) > 1:
        labels = [label_of(number, one) for one in found]
        raise Refused(
            f"#{number} {' and '.join(labels)} #{other}. Which isn't so? {TYPE}unlink {number} {labels[0]} {other}"
        )
    return found[0]


async def need_no_circle(act: Act, one: Relation) -> None:
    """Nothing blocks itself, or is a part of itself, be it around some corners."""
    if one.kind not in NO_CIRCLE:
        return
    way = await _path(act, one.kind, one.other_id, one.ticket_id)
    if way:
        around = [await _named(act, number) for number in (one.ticket_id, *way)]
        raise Refused(f"#{one.ticket_id} {one.kind} #{one.other_id}: that would be a circle, {' > '.join(around)}.")


async def _path(act: Act, kind: str, start: int, end: int) -> list[int]:
    """From the one to the other by relations of that kind, a shortest way; empty if there is none."""
    came_from: dict[int, int | None] = {start: None}
    waiting = [start]
    for number in waiting:
        if number == end:
            return _back(came_from, end)
        for one in await relations.list_of(act.tx, number):
            if one.kind == kind and one.other_id not in came_from:
                came_from[one.other_id] = number
                waiting.append(one.other_id)
        if len(waiting) > act.settings.bounds.chain:
            most = act.settings.bounds.chain
            raise Refused(f"#{start} {kind} more than {most} tickets by now, and that is the most. Nothing changed.")
    return []


def _back(came_from: Mapping[int, int | None], end: int) -> list[int]:
    found, at = list[int](), came_from[end]
    found.append(end)
    while at is not None:
        found.append(at)
        at = came_from[at]
    return found[::-1]


async def _named(act: Act, number: int) -> str:
    """A private one isn't named where it may not be read."""
    seen = await view(act, await need_ticket(act, number))
    return seen.number if seen.readable else "a private one"
