"""Group roles: what tickets are offered to. Admins make them; anyone joins an open one."""

from datetime import timedelta

from msgspec import Struct

from chatbot.desk import checks, digests, escalation, firing, people, timeouts, underway
from chatbot.desk.act import Act
from chatbot.desk.people import Person
from chatbot.desk.refused import NoRight, Refused
from chatbot.desk.rolesettings import RoleChange, changed, followed, need_bounds, need_next
from chatbot.desk.wording import TYPE
from chatbot.desk.words import need_name
from chatbot.wire import Channel
from store import prompts, roles, saved, tickets
from store.records import Member, Membership, Role


class RoleView(Struct, frozen=True):
    """`lifetime`, `every` and `digest` in seconds, with the default filled in."""

    role: Role
    members: list[Membership]
    lifetime: int
    every: int
    digest: int
    open_tickets: int
    next: str | None
    """The role that is asked where this one doesn't take a ticket."""


async def journal_created(act: Act, role_id: int, name: str) -> None:
    await act.journal("role_created", role_id=role_id, name=name)


async def create(act: Act, name: str, change: RoleChange) -> Role:
    checks.need_admin(act, "create roles")
    name = need_name(name, "role", act.settings.bounds.name)
    if await roles.get_by_name(act.tx, name):
        raise Refused(f"There is a role {name} already. To change it: {TYPE}role set {name} ...")
    known = await roles.list_all(act.tx)
    if len(known) >= act.settings.bounds.roles:
        raise Refused(f"There are {len(known)} roles, and {act.settings.bounds.roles} is the most.")
    await need_next(act, name, change)
    role = await roles.add(act.tx, name=name, network=None, channel=None, is_open=False, now=act.now)
    await journal_created(act, role.id, role.name)
    await digests.plan(act, role)
    return await put(act, role.name, change) if change != RoleChange() else role


async def put(act: Act, name: str, change: RoleChange) -> Role:
    """Change a role's settings; the digest's timer follows."""
    checks.need_admin(act, "change roles")
    role = await checks.need_role(act, name)
    if change == RoleChange():
        raise Refused(f"What changes? {TYPE}role set {role.name} channel=#{role.name} lifetime=30m every=5m open=yes")
    need_bounds(act, change)
    if change.open and await tickets.is_any_private_of_role(act.tx, role.id):
        raise Refused(f"{role.name} holds private tickets; an open role can't, since anyone may join it.")
    new = followed(changed(act, role, change), change, await escalation.next_of(act, role, change.next))
    await roles.put_channel(act.tx, role.id, network=new.network, channel=new.channel)
    await roles.put_settings(
        act.tx, role.id, is_open=new.open, lifetime=new.lifetime, every=new.every, digest_every=new.digest_every
    )
    await roles.put_next(act.tx, new)
    await roles.put_say(act.tx, role.id, new.say)
    await roles.put_zone(act.tx, role.id, new.zone)
    if change.digest is not None or change.zone is not None:
        await digests.plan(act, new)
    await act.journal(
        "role_changed",
        role_id=role.id,
        name=role.name,
        channel_network=new.network,
        channel=new.channel,
        open=new.open,
        lifetime=new.lifetime,
        every=new.every,
        digest_every=new.digest_every,
        next=new.next_id,
        after=new.next_after,
        prompts=new.next_prompts,
        say=new.say,
        zone=new.zone,
    )
    return new


async def delete(act: Act, name: str) -> Role:
    checks.need_admin(act, "delete roles")
    role = await checks.need_role(act, name)
    await underway.need_none(act, "delete the role")
    left = await tickets.count_open_of_role(act.tx, role.id)
    hidden = await tickets.count_open_private_of_role(act.tx, role.id)
    if hidden and isinstance(act.caller.audience, Channel):
        raise Refused(
            f"There are open tickets for {role.name}; a role goes only when it has none. See: {TYPE}list @{role.name}"
        )
    if left:
        are = "is 1 open ticket" if left == 1 else f"are {left} open tickets"
        raise Refused(
            f"There {are} for {role.name}; a role goes only when it has none. See them: {TYPE}list @{role.name}"
        )
    await roles.mark_deleted(act.tx, role.id, now=act.now)
    await digests.drop(act, role.id)
    await saved.drop_of_role(act.tx, role.id)
    await act.journal("role_deleted", role_id=role.id, name=role.name)
    for offer in await prompts.list_open_of_role(act.tx, role.id):  # of tickets of other roles, which asked this one
        await timeouts.time_out(act, offer, "lifetime")
    return role


async def add(act: Act, name: str, person: Person) -> tuple[Role, Member]:
    """By an admin's word: confirms who joined by themselves, too."""
    checks.need_admin(act, "add people to roles")
    role = await checks.need_role(act, name)
    member = await people.meet_member(act, person)
    if not await roles.add_member(act.tx, role.id, member.id, confirmed=True, now=act.now):
        raise Refused(f"{role.name}: {member.name} is in it already.")
    await act.journal("role_member_added", role_id=role.id, person=member.id, person_name=member.name)
    return role, member


async def remove(act: Act, name: str, person: Person) -> tuple[Role, Member]:
    checks.need_admin(act, "remove people from roles")
    role = await checks.need_role(act, name)
    member = await people.need_member(act, person)
    if not await roles.remove_member(act.tx, role.id, member.id):
        raise Refused(f"{role.name}: {member.name} isn't in it.")
    await act.journal("role_member_removed", role_id=role.id, person=member.id, person_name=member.name)
    await firing.look_again(act, role.id)
    return role, member


async def join(act: Act, name: str) -> Role:
    member = checks.need_member(act, "join a role")
    role = await checks.need_role(act, name)
    if await roles.get_membership(act.tx, role.id, member.id):
        raise Refused(f"You are in {role.name} already. Start: {TYPE}list free")
    if not role.open:
        raise NoRight(f"{role.name} isn't open. An admin can: {TYPE}role add {role.name} {member.name}", "role")
    await roles.add_member(act.tx, role.id, member.id, confirmed=False, now=act.now)
    await act.journal("role_joined", role_id=role.id, person=member.id, person_name=member.name)
    return role


async def leave(act: Act, name: str) -> Role:
    member = checks.need_member(act, "leave a role")
    role = await checks.need_role(act, name)
    if not await roles.remove_member(act.tx, role.id, member.id):
        raise Refused(f"You aren't in {role.name}.")
    await act.journal("role_left", role_id=role.id, person=member.id, person_name=member.name)
    await firing.look_again(act, role.id)
    return role


async def list_roles(act: Act) -> list[RoleView]:
    return [await _view(act, role) for role in await roles.list_all(act.tx)]


async def show(act: Act, name: str) -> RoleView:
    return await _view(act, await checks.need_role(act, name))


async def _view(act: Act, role: Role) -> RoleView:
    usual = act.settings
    return RoleView(
        role,
        await roles.list_members(act.tx, role.id),
        _or_usual(role.lifetime, usual.lifetime),
        _or_usual(role.every, usual.every),
        _or_usual(role.digest_every, usual.digest_every),
        await _count_open(act, role),
        next((after.name for after in await escalation.following(act, role)), None),
    )


def _or_usual(seconds: int | None, usual: timedelta) -> int:
    return seconds if seconds is not None else int(usual.total_seconds())


async def _count_open(act: Act, role: Role) -> int:
    """No counts of what can't be seen: private tickets count for those who may read them, in private."""
    total = await tickets.count_open_of_role(act.tx, role.id)
    hidden = await tickets.count_open_private_of_role(act.tx, role.id)
    return total if await reads_all(act, role) else total - hidden


async def reads_all(act: Act, role: Role) -> bool:
    if isinstance(act.caller.audience, Channel):
        return False
    if act.admin:
        return True
    membership = await roles.get_membership(act.tx, role.id, act.member.id) if act.member else None
    return membership is not None and membership.confirmed


async def ensure(act: Act, name: str, change: RoleChange) -> Role:
    """For the configuration: make the role if it isn't there; what people changed since is left alone."""
    found = await roles.get_by_name(act.tx, name)
    return found or await create(act, name, change)
