"""A member whose account may be in other hands: they may do nothing here until an admin restores them."""

from dataclasses import dataclass

from chatbot.desk import checks, people
from chatbot.desk.act import Act
from chatbot.desk.people import Person
from chatbot.desk.refused import Refused
from chatbot.desk.wording import TYPE
from chatbot.wire import Channel
from store import members, tickets
from store.records import Member


@dataclass(frozen=True, slots=True)
class Suspended:
    """`numbers`: of the tickets that they still have, for an admin to give to others."""

    name: str
    numbers: list[int]


async def list_all(act: Act) -> list[Member]:
    """Everybody, for admins, and never aloud."""
    checks.need_admin(act, "list members")
    if isinstance(act.caller.audience, Channel):
        raise Refused(f"Who is known isn't said aloud. In private: {TYPE}member list")
    return await members.list_all(act.tx)


async def suspend(act: Act, person: Person, why: str) -> Suspended:
    checks.need_admin(act, "suspend members")
    checks.need_text(act, why, "The reason")
    target = await people.need_member(act, person)
    if target.id == act.member_id:
        raise Refused("You would lock yourself out. Another admin can do it, or whoever runs dibs.")
    if not await members.put_suspended(act.tx, target.id, now=act.now):
        raise Refused(f"Suspended already: {target.name}. Back with: {TYPE}member restore {target.name}")
    await act.journal("member_suspended", texts={"why": why}, person=target.id, person_name=target.name)
    owned = await tickets.list_of_owner(act.tx, target.id)
    return Suspended(target.name, [ticket.id for ticket in owned])


async def restore(act: Act, person: Person) -> str:
    checks.need_admin(act, "restore members")
    target = await people.need_member(act, person)
    if not await members.drop_suspended(act.tx, target.id):
        raise Refused(f"Not suspended: {target.name}. Nothing changed.")
    await act.journal("member_restored", person=target.id, person_name=target.name)
    return target.name
