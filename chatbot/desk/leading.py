"""Who is trusted in a role: an admin confirms who joined by themselves, and names who leads."""

from chatbot.desk import checks, people
from chatbot.desk.act import Act
from chatbot.desk.people import Person
from chatbot.desk.refused import Refused
from chatbot.desk.wording import TYPE
from store import roles
from store.records import Member, Membership, Role


async def confirm(act: Act, name: str, person: Person) -> tuple[Role, Member]:
    """Who joined by themselves may from then on do what those may whom an admin put there."""
    checks.need_admin(act, "confirm who is in a role")
    role, member, membership = await _need_membership(act, name, person)
    if membership.confirmed:
        raise Refused(f"{role.name}: {member.name} is confirmed already.")
    await roles.add_member(act.tx, role.id, member.id, confirmed=True, now=act.now)
    await act.journal("role_member_confirmed", role_id=role.id, person=member.id, person_name=member.name)
    return role, member


async def lead(act: Act, name: str, person: Person, *, leads: bool) -> tuple[Role, Member]:
    """A lead settles quarrels: see `stealing`."""
    checks.need_admin(act, "say who leads a role")
    role, member, membership = await _need_membership(act, name, person)
    if leads and not membership.confirmed:
        raise Refused(
            f"{role.name}: {member.name} joined by themselves. First: {TYPE}role confirm {role.name} {member.name}"
        )
    if membership.lead == leads:
        raise Refused(f"{role.name}: {member.name} {'leads it already' if leads else 'is no lead of it'}.")
    await roles.put_lead(act.tx, role.id, member.id, lead=leads)
    await act.journal("role_lead_changed", role_id=role.id, person=member.id, person_name=member.name, lead=leads)
    return role, member


async def _need_membership(act: Act, name: str, person: Person) -> tuple[Role, Member, Membership]:
    role = await checks.need_role(act, name)
    member = await people.need_member(act, person)
    membership = await roles.get_membership(act.tx, role.id, member.id)
    if membership is None:
        raise Refused(f"{role.name}: {member.name} isn't in it. First: {TYPE}role add {role.name} {member.name}")
    return role, member, membership
