"""From the rows of a table, and what is here, to the parts that come in: looked through twice, so none is kept."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fractions import Fraction

from msgspec import Struct

from chatbot.cli.importing.bad import Bad
from chatbot.cli.importing.cells import Cells
from chatbot.cli.importing.columns import Columns, Row, Said
from chatbot.cli.importing.naming import Accounts, name_of, text_of, titled
from chatbot.cli.importing.old import BadFile
from chatbot.cli.importing.whole import rounded
from chatbot.desk.arrivingparts import Part, Stands, entry_payload, ticket_payload
from chatbot.desk.importing import Ground
from chatbot.desk.landing import Entry, Who

NONE = Fraction(0)


@dataclass(slots=True)
class Read:
    """What is in the table: all names of people, all keys, all numbers that are to be kept, all uuids."""

    bad: Bad = field(default_factory=Bad)
    names: set[str] = field(default_factory=set[str])
    keys: dict[str, int] = field(default_factory=dict[str, int])
    numbers: set[int] = field(default_factory=set[int])
    uuids: set[str] = field(default_factory=set[str])
    minutes: Fraction = NONE


@dataclass(slots=True)
class Planned:
    """What would come in. `known` came in before, `own` are here by their uuid. `unsaid`: by name, minutes of which
    nobody has said whose they are."""

    stands: dict[Stands, int] = field(default_factory=lambda: {"free": 0, "owned": 0, "over": 0})
    known: int = 0
    own: int = 0
    kept: int = 0
    minutes: int = 0
    unsaid: dict[str, int] = field(default_factory=dict[str, int])
    ended: list[datetime] = field(default_factory=list[datetime])
    accounts: Accounts = field(default_factory=Accounts)
    cut: int = 0

    @property
    def new(self) -> int:
        return sum(self.stands.values())

    @property
    def old(self) -> int:
        return self.known + self.own


def read(cells: Cells, columns: Columns) -> Read:
    found = Read()
    for row in _rows(cells, columns, found.bad):
        if row.key in found.keys:
            found.bad.add(f"Line {row.line}: what it is called stands in line {found.keys[row.key]}, too.")
        elif row.number is not None and row.number in found.numbers:
            found.bad.add(f"Line {row.line}: there is a ticket {row.number} above.")
        elif not titled(row.title).title:
            found.bad.add(f"Line {row.line}: nothing of its title can be read.")
        else:
            found.keys[row.key] = row.line
            found.names.update((row.owner, row.reporter))
            found.minutes += row.minutes
            found.uuids.update([row.uuid] if row.uuid else ())
            if row.number is not None:
                found.numbers.add(row.number)
    return found


def _rows(cells: Cells, columns: Columns, bad: Bad) -> Iterator[Row]:
    for line, row in cells.rows():
        if row is None:
            bad.add(f"Line {line}: it can't be read, or a cell of it is longer than a megabyte.")
            continue
        try:
            yield columns.read(line, row)
        except BadFile as error:
            bad.add(str(error))


class Planning(Struct, frozen=True):
    """`roles`: ids by folded name, for tables that name them; empty where all of it is for one."""

    cells: Cells
    columns: Columns
    said: Said
    read: Read
    ground: Ground
    label: str
    roles: Mapping[str, int]
    offer: bool = False

    def look(self) -> Planned:
        """What isn't good here is told among what can't be read at all."""
        made = Planned()
        for _ in self._parts(made, self.read.bad):
            pass
        return made

    def parts(self) -> Iterator[Part]:
        yield from self._parts(Planned(), Bad())

    def _parts(self, made: Planned, bad: Bad) -> Iterator[Part]:
        for row in _rows(self.cells, self.columns, Bad()):
            if self.read.keys.get(row.key) != row.line:
                continue
            if row.uuid in self.ground.here:
                made.own += 1
                continue
            if row.key in self.ground.known:
                made.known += 1
                continue
            try:
                yield self._part(made, row)
            except BadFile as error:
                bad.add(str(error))

    def _part(self, made: Planned, row: Row) -> Part:
        opened, closed = self._moments(row)
        role = self._role(row)
        owner, reporter = self._who(row.owner), self._who(row.reporter or row.owner)
        stands: Stands = "over" if row.closed else "free" if owner.member_id is None else "owned"
        log = self._log(made, row, owner, closed)
        title = titled(row.title)
        made.cut += bool(title.whole)
        client, project = made.accounts.take(row.client, row.project)
        number = row.number if row.number is not None and row.number not in self.ground.taken else None
        made.stands[stands] += 1
        made.kept += number is not None
        if row.closed:
            made.ended.append(closed)
        payload = ticket_payload(
            title=title.title,
            description="\n\n".join(text for text in (title.whole, text_of(row.description)) if text),
            type_name=self.ground.type.name,
            role_id=role,
            priority=row.priority or self.ground.type.priority,
            closed=row.closed,
            owner_id=owner.member_id,
            reporter=reporter,
            opened_at=opened,
            changed_at=closed,
            client=client,
            project=project,
            offer=self.offer,
            log=log,
        )
        return Part("ticket", payload, row.key, ticket=True, number=number, stands=stands)

    def _moments(self, row: Row) -> tuple[datetime, datetime]:
        """When it was opened, and when it was over; what isn't told is now."""
        now = self.ground.now
        opened = row.opened_at or row.closed_at or now
        closed = row.closed_at or opened
        if max(opened, closed) > now + timedelta(minutes=1):
            raise BadFile(f"Line {row.line}: {max(opened, closed):%Y-%m-%d %H:%M} UTC is ahead. By which clock? --zone")
        return opened, max(closed, opened)

    def _role(self, row: Row) -> int:
        if not row.role or not self.roles:
            return self.ground.role.id
        if row.role.lower() not in self.roles:
            raise BadFile(
                f"Line {row.line}: there is no role {row.role[:40]!r} here. Whom is all of it for? --role ops"
            )
        return self.roles[row.role.lower()]

    def _who(self, name: str) -> Who:
        found = self.ground.people.get(name)
        if found and found.member:
            return Who(found.member.name, found.member.id)
        return Who(name_of(name) or self.label)

    def _log(self, made: Planned, row: Row, owner: Who, at: datetime) -> list[Entry]:
        """Its minutes are its owner's. Where that is nobody here, they are told in words, if that was said."""
        minutes = rounded(row.minutes)
        if not minutes:
            return []
        key = f"{row.key}+"
        found = self.ground.people.get(row.owner)
        if owner.member_id is None:
            if not (found and found.said):
                made.unsaid[row.owner] = made.unsaid.get(row.owner, 0) + minutes
            return [entry_payload(key=key, who=owner, at=at, text=f"{minutes} min by {owner.name}")]
        made.minutes += minutes
        zone = (found.zone if found else None) or self.said.zone
        day = at.astimezone(zone).date().isoformat()
        return [entry_payload(key=key, who=owner, at=at, text="", minutes=minutes, day=day)]
