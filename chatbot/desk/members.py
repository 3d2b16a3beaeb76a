"""People on the desk: who they are, how they become known, and who is an admin."""

from collections.abc import Mapping

from msgspec import Struct

from chatbot.desk import checks, identity, quieting
from chatbot.desk.act import Act
from chatbot.desk.addresses import Address, address_in
from chatbot.desk.quieting import Setting
from chatbot.desk.refused import Refused
from chatbot.desk.strength import Right
from chatbot.desk.words import need_account, need_name
from chatbot.wire import Channel, Method
from store import members, roles, tickets
from store.records import Identity, Member, Role
from store.uuids import uuid7


class Self(Struct, frozen=True):
    """What `whoami` shows."""

    member: Member | None
    roles: list[Role]
    owned: int
    method: Method
    name: str
    lacks: Mapping[Right, Method]
    """What they are not known surely enough for, and the least proof that it wants."""
    leads: frozenset[int] = frozenset()
    """The ids of those of the roles that they lead."""
    setting: Setting | None = None
    """What is said to them; None where it isn't asked for by them alone."""
    others: tuple[Address, ...] = ()
    """Their other accounts; empty where it isn't asked for by them alone."""


class MemberView(Struct, frozen=True):
    member: Member
    identities: list[Identity]
    roles: list[Role]


async def whoami(act: Act) -> Self:
    if act.member is None:
        if act.principal.method in identity.KIND and await identity.is_known(act.tx, act.principal):
            raise await identity.why_not(act.tx, act.principal, act.now)
        return Self(None, [], 0, act.principal.method, act.name, lacks(act))
    owned = await tickets.list_of_owner(act.tx, act.member.id)
    counted = [ticket for ticket in owned if not ticket.private or not isinstance(act.caller.audience, Channel)]
    mine = await roles.list_of_member(act.tx, act.member.id)
    return Self(
        act.member,
        mine,
        len(counted),
        act.principal.method,
        act.name,
        lacks(act),
        leads=frozenset([one.role_id for one in await roles.list_led(act.tx, act.member.id)]),
        setting=None if isinstance(act.caller.audience, Channel) else await quieting.setting(act),
        others=() if isinstance(act.caller.audience, Channel) else await _others(act, act.member),
    )


def lacks(act: Act) -> Mapping[Right, Method]:
    """Administering counts for admins alone."""
    admin = act.member is not None and act.member.admin
    rights: tuple[Right, ...] = ("open", "own", "administer") if admin else ("open", "own")
    return {right: act.settings.least.of(right) for right in rights if not act.reaches(right)}


async def _others(act: Act, member: Member) -> tuple[Address, ...]:
    here = (act.principal.network, act.principal.key)
    known = await members.list_identities(act.tx, member.id)
    return tuple(address_in(one) for one in known if (one.network, one.value) != here)


async def make_admin(act: Act) -> Member:
    """Whoever has shown the one-time code: see `claim_admin`."""
    member = checks.need_member(act, "become an admin")
    await members.put_admin(act.tx, member.id, admin=True)
    await act.journal("admin_made", person=member.id, person_name=member.name, how="code")
    return member


async def journal_added(act: Act, member_id: int, name: str, *, admin: bool) -> None:
    await act.journal("member_added", person=member_id, person_name=name, admin=admin)


async def add(act: Act, name: str, *, network: str | None, account: str | None, admin: bool) -> Member:
    """From the shell: somebody known, by an account of theirs on a network."""
    checks.need_admin(act, "add members")
    name = need_name(name, "member", act.settings.bounds.name)
    if await members.get_by_name(act.tx, name):
        raise Refused(f"There is a member {name} already.")
    member = await members.add(act.tx, uuid=uuid7(act.now), name=name, admin=admin, now=act.now)
    await journal_added(act, member.id, member.name, admin=admin)
    if network is not None:
        await add_address(act, member, network, account or name)
    return member


async def add_address(act: Act, member: Member, network: str, account: str) -> Identity:
    kind = identity.kind_on(network, act.settings.passwords)
    value = need_account(account, kind)
    if (network, value) in act.settings.relays:
        raise Refused(f"The account {account} on {network} is a bridge there: see relays in the configuration.")
    owner = await members.get_by_identity(act.tx, kind=kind, network=network, value=value)
    if owner is not None:
        raise Refused(f"The account {account} on {network} is {owner.name}'s address already.")
    made = await members.add_identity(
        act.tx, member_id=member.id, kind=kind, network=network, value=value, shown=account, now=act.now
    )
    await act.journal("identity_added", person=member.id, address_network=network, address_kind=kind)
    return made


async def list_members(act: Act) -> list[MemberView]:
    return [
        MemberView(
            member,
            await members.list_identities(act.tx, member.id),
            await roles.list_of_member(act.tx, member.id),
        )
        for member in await members.list_all(act.tx)
    ]


async def greet(act: Act) -> Member | None:
    """On the embedded network whoever is seen is a member: `change` has introduced them by now."""
    return act.member


async def is_known(act: Act) -> bool:
    return await identity.is_known(act.tx, act.principal)
