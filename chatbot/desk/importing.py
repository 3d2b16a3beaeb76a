"""What an import finds here: whom its names mean, what it brought in before, and where the rest would go. It reads."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct

from chatbot.desk import checks, people, types
from chatbot.desk.act import Act
from chatbot.desk.durations import format_duration
from chatbot.desk.habits import known_zone_of
from chatbot.desk.people import Person
from chatbot.desk.refused import Refused
from chatbot.desk.views import workflow_of
from store import aliases, arrivals, carried, clients, incoming, journal, members
from store.aliases import Known
from store.records import Client, Member, Role, TicketType


class Wanted(Struct, frozen=True):
    """`users`: by a name in the file the member whom it means, empty for nobody; `names`: all that are in it; `keys`:
    what it calls its tickets; `uuids`: what a desk calls them."""

    label: str
    role: str | None
    type: str | None
    users: Mapping[str, str]
    names: Sequence[str]
    keys: Sequence[str]
    numbers: Sequence[int] = ()
    uuids: Sequence[str] = ()


class Found(Struct, frozen=True):
    """Whom a name means. `said`: somebody said so, else it is a member's very name. `zone`: of their clock, if it is
    known."""

    member: Member | None
    said: bool
    zone: ZoneInfo | None = None


class Ground(Struct, frozen=True):
    """`known`: by key the tickets that came in before; `here`: by uuid those of the desk; `entries`: by key what was
    written to them, with its minutes. `newest`: the highest number that is given; `event`: the newest event."""

    now: datetime
    role: Role
    type: TicketType
    people: Mapping[str, Found]
    known: Mapping[str, Known]
    entries: Mapping[str, int]
    clients: Sequence[Client]
    projects: Mapping[int, int]
    taken: frozenset[int]
    newest: int
    event: int
    here: frozenset[str] = frozenset()


async def survey(act: Act, wanted: Wanted) -> Ground:
    checks.need_admin(act, "import tickets")
    type_ = await types.need_type(act, wanted.type)
    named = wanted.role or type_.role
    role = await (checks.need_role(act, named) if named else checks.need_role_for(act, None))
    await _need_ways(act, type_)
    known = await aliases.list_known(act.tx, wanted.label, wanted.keys)
    entries = await aliases.list_known_entries(act.tx, wanted.label, wanted.keys)
    found = await clients.list_all(act.tx)
    return Ground(
        act.now,
        role,
        type_,
        {name: await _whom(act, name, wanted.users) for name in wanted.names},
        {one.key: one for one in known},
        {one.key: one.minutes for one in entries},
        found,
        {one.id: len(await clients.list_projects(act.tx, one.id)) for one in found},
        frozenset(await incoming.list_taken(act.tx, wanted.numbers)),
        await arrivals.newest(act.tx),
        await journal.last_id(act.tx),
        frozenset(await carried.list_known(act.tx, wanted.uuids)),
    )


async def _need_ways(act: Act, type_: TicketType) -> None:
    states = (await workflow_of(act, type_.name)).states.values()
    if not any(state.owned and not state.waiting for state in states):
        raise Refused(f"No ticket of type {type_.name} is ever somebody's. Choose another: --type request")


async def _whom(act: Act, name: str, users: Mapping[str, str]) -> Found:
    said = users.get(name)
    if said is not None:
        return await _found(act, await people.need_member(act, Person(said, exact=True)) if said else None, said=True)
    return await _found(act, await members.get_by_name(act.tx, name) if name else None, said=False)


async def _found(act: Act, member: Member | None, *, said: bool) -> Found:
    return Found(member, said, await known_zone_of(act, member.id) if member else None)


def need_kept(ground: Ground, ended: Sequence[datetime]) -> None:
    """What is over for longer than its type keeps it would be erased as soon as it is there."""
    type_ = ground.type
    if type_.keep is None or type_.afterwards != "delete":
        return
    late = sum(at + timedelta(seconds=type_.keep) <= ground.now for at in ended)
    if late:
        kept = format_duration(timedelta(seconds=type_.keep))
        raise Refused(
            f"Not now: {type_.name} erases what is over for {kept}: {late} of these at once. Another: --type <type>"
        )
