"""Who takes part in a rehearsal, and where they are."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct

from chatbot.app.opening import SETTER_UP
from chatbot.desk import members, roles
from chatbot.desk.desk import Desk
from chatbot.desk.members import MemberView
from chatbot.desk.refused import Refused
from chatbot.desk.roles import RoleView
from chatbot.desk.suggest import no_such
from chatbot.tour.rehearsal.paper import Paper
from chatbot.wire import Outgoing

YOU = "you"
"""Who opens the ticket, where nobody else does: somebody new."""


class Company(Struct, frozen=True):
    """`here`: those who aren't `gone`."""

    you: str
    gone: frozenset[str]
    here: Sequence[MemberView]
    roles: Sequence[RoleView]
    networks: Sequence[str]


async def company(desk: Desk, networks: Sequence[str], as_: str | None, gone: Sequence[str]) -> Company:
    """Refused where there is no such member."""
    names = {view.member.name.lower(): view.member.name for view in await desk.look(SETTER_UP, members.list_members)}
    for name in (*gone, *([as_] if as_ else [])):
        need_known(name, names)
    you = names[as_.lower()] if as_ else await _somebody_new(desk, names, networks[0])
    away = frozenset(names[name.lower()] for name in gone)
    everybody = await desk.look(SETTER_UP, members.list_members)
    here = [view for view in everybody if view.member.name not in away]
    return Company(you, away, here, await desk.look(SETTER_UP, roles.list_roles), networks)


def need_known(name: str, names: Mapping[str, str]) -> str:
    if name.lower() not in names:
        raise Refused(no_such("member", name, names.values()))
    return names[name.lower()]


async def _somebody_new(desk: Desk, names: Iterable[str], network: str) -> str:
    name = next(name for name in (YOU, *(f"{YOU}{count}" for count in range(2, 1000))) if name not in names)
    made = await desk.change(SETTER_UP, members.add, name, network=network, account=name, admin=False)
    return made.name


def papers_for(cast: Company, wrote: Callable[[Outgoing], None]) -> dict[str, Paper]:
    """One for each network that somebody, or a role, is on. Who is in a role sits in its channel."""
    people: dict[str, dict[str, str]] = {network: {} for network in cast.networks}
    for view in cast.here:
        for one in view.identities:
            people.setdefault(one.network, {})[one.value] = view.member.name
    for role in cast.roles:
        if role.role.network:
            people.setdefault(role.role.network, {})
    return {network: Paper(network, wrote, found, _sits(cast, network)) for network, found in people.items()}


def _sits(cast: Company, network: str) -> frozenset[tuple[str, str]]:
    members_of = {view.member.id: view.identities for view in cast.here}
    return frozenset(
        (view.role.channel.lower(), one.value)
        for view in cast.roles
        if view.role.network == network and view.role.channel
        for member in view.members
        for one in members_of.get(member.member_id, ())
        if one.network == network
    )
