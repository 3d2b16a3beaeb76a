"""A member whose account may be in other hands: they may do nothing here until an admin restores them."""

from msgspec import Struct

from chatbot.desk import checks, forgotten, leaving, people
from chatbot.desk.act import Act
from chatbot.desk.people import Person
from chatbot.desk.refused import Refused
from chatbot.desk.wording import TYPE
from chatbot.wire import Channel
from store import habits, members, roles, stopwatches, tickets
from store.records import Habit, Identity, Member, Membership, Role, Ticket


class Suspended(Struct, frozen=True):
    """`numbers`: of the tickets that they still have: a rollback may have to give them to whom they were taken from."""

    name: str
    numbers: list[int]


async def list_all(act: Act) -> list[Member]:
    """Everybody, for admins, and never aloud."""
    checks.need_admin(act, "list members")
    if isinstance(act.caller.audience, Channel):
        raise Refused(f"Who is known isn't said aloud. In private: {TYPE}member list")
    return await members.list_all(act.tx)


class Known(Struct, frozen=True):
    """All about one member. `leads`: names of the roles that they lead."""

    member: Member
    identities: list[Identity]
    roles: list[Role]
    leads: list[str]
    owned: list[Ticket]
    habit: Habit | None


async def show(act: Act, person: Person) -> Known:
    """For admins, and never aloud: addresses are nobody else's business."""
    checks.need_admin(act, "look at members")
    if isinstance(act.caller.audience, Channel):
        raise Refused(f"What is known of somebody isn't said aloud. In private: {TYPE}member show <person>")
    member = await people.need_member(act, person)
    mine = await roles.list_of_member(act.tx, member.id)
    led: list[Membership | None] = [await roles.get_membership(act.tx, role.id, member.id) for role in mine]
    return Known(
        member,
        await members.list_identities(act.tx, member.id),
        mine,
        [role.name for role, membership in zip(mine, led, strict=True) if membership and membership.lead],
        await tickets.list_of_owner(act.tx, member.id),
        await habits.get(act.tx, member.id),
    )


async def suspend(act: Act, person: Person, why: str) -> Suspended:
    checks.need_admin(act, "suspend members")
    checks.need_text(act, why, "The reason")
    target = await people.need_member(act, person)
    if target.id == act.member_id:
        raise Refused("You would lock yourself out. Another admin can do it, or whoever runs dibs.")
    if not await members.put_suspended(act.tx, target.id, now=act.now):
        raise Refused(f"Suspended already: {target.name}. Back with: {TYPE}member restore {target.name}")
    await act.journal("member_suspended", texts={"why": why}, person=target.id, person_name=target.name)
    await leaving.end_questions(act, target)
    if running := await stopwatches.get_of_member(act.tx, target.id):
        await forgotten.end(act, running, "suspended")  # whose time it is nobody knows
    owned = await tickets.list_of_owner(act.tx, target.id)
    return Suspended(target.name, [ticket.id for ticket in owned])


async def restore(act: Act, person: Person) -> str:
    checks.need_admin(act, "restore members")
    target = await people.need_member(act, person)
    if not await members.drop_suspended(act.tx, target.id):
        raise Refused(f"Not suspended: {target.name}. Nothing changed.")
    await habits.put_seen(act.tx, target.id, act.now)
    await act.journal("member_restored", person=target.id, person_name=target.name)
    return target.name
