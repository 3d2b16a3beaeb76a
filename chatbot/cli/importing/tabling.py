"""`dibs import csv`: the rows of any table, as it is said what its columns are."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from chatbot.cli.bootstrap import me
from chatbot.cli.console import REFUSED, ConfigOption, fail, print_json
from chatbot.cli.importing import applying
from chatbot.cli.importing.cells import Cells, table
from chatbot.cli.importing.columns import FIELDS, Columns, Said
from chatbot.cli.importing.report import Report, counted, show
from chatbot.cli.importing.rowplan import Planned, Planning, Read, read
from chatbot.cli.importing.said import label_of, pairs, zone_of
from chatbot.cli.importing.users import users_of
from chatbot.cli.opened import read_config
from chatbot.config import Config
from chatbot.desk import importing
from chatbot.desk.importing import Ground
from chatbot.desk.staging import Heading
from chatbot.desk.wording import clean
from chatbot.desk.working import hours
from store import carried
from store.peeking import peek

Map = Annotated[
    list[str] | None,
    typer.Option("--map", metavar="PART=COLUMN", help=f"Which column is what: {', '.join(FIELDS)}. Once for each."),
]
State = Annotated[
    list[str] | None, typer.Option("--state", metavar="STATE=open|closed", help="What a state of it means here.")
]
Priority = Annotated[
    list[str] | None, typer.Option("--priority", metavar="NAME=PRIORITY", help="What a priority of it means here.")
]
User = Annotated[
    list[str] | None,
    typer.Option("--user", metavar="NAME=MEMBER", help="Whom a name in it means; NAME= is nobody. Once for each."),
]


def import_csv(
    file: Annotated[Path, typer.Argument(help="It is only read; - is the standard input.")],
    map_: Map = None,
    key: Annotated[
        str | None, typer.Option("--key", metavar="COLUMN", help="What it calls its tickets; else the whole row.")
    ] = None,
    state: State = None,
    priority: Priority = None,
    user: User = None,
    users: Annotated[Path | None, typer.Option("--users", metavar="FILE", help="A file of such lines.")] = None,
    role: Annotated[str | None, typer.Option("--role", metavar="ROLE", help="Whom all of it is for.")] = None,
    type_: Annotated[str | None, typer.Option("--type", metavar="TYPE", help="What kind of tickets they are.")] = None,
    zone: Annotated[str, typer.Option("--zone", help="Where its clock stood: Europe/Berlin.")] = "UTC",
    dates: Annotated[str | None, typer.Option("--dates", help="How its dates are written: %d.%m.%Y %H:%M")] = None,
    delimiter: Annotated[
        str | None, typer.Option("--delimiter", help="Between its cells: comma, semicolon, tab, pipe, or one sign.")
    ] = None,
    encoding: Annotated[str | None, typer.Option("--encoding", help="In which letters it is: cp1252.")] = None,
    offer: Annotated[
        bool, typer.Option("--offer", help="Offer to the role what is nobody's; else it lies free, quietly.")
    ] = False,
    label: Annotated[str | None, typer.Option("--label", help="What is said before its keys: show jira:5.")] = None,
    apply: Annotated[bool, typer.Option("--apply", help="Take it in; else it is only looked at.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Nothing at all, where one row can't be taken.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The report for programs.")] = False,
    config: ConfigOption = None,
) -> None:
    """The rows of a table. Without --apply nothing changes; what came in before comes in once."""
    settings = read_config(config)
    with applying.in_sentences(), table(file, encoding, delimiter) as cells:
        name = label_of(label, file, "csv")
        said = Said(
            pairs(map_ or (), "--map title=Summary"),
            pairs(state or (), "--state Done=closed"),
            pairs(priority or (), "--priority P1=urgent"),
            key,
            zone_of(zone),
            dates,
        )
        columns = Columns(cells.columns, said)
        found = read(cells, columns)
        wanted = importing.Wanted(
            name,
            role.removeprefix("@") if role else None,
            type_,
            users_of(user or (), users),
            sorted(found.names),
            list(found.keys),
            sorted(found.numbers),
            sorted(found.uuids),
        )
        with applying.at_work(settings, apply=apply):
            ground = applying.looked(settings, datetime.now(UTC), wanted)
            roles = {} if role else _roles(settings)
            planning = Planning(cells, columns, said, found, ground, name, roles, offer=offer)
            planned = planning.look()
            importing.need_kept(ground, planned.ended)
            refused = _why_not(found, planned, strict=strict)
            applied = apply and not refused and planned.new > 0
            if applied:
                heading = Heading("csv", name, file.name, ground.role.id, ground.event)
                applying.apply(settings, me(), heading, planning.parts(), of=planned.new)
    report = _report(file, cells, columns, planning, planned, applied=applied, wanted=apply)
    if as_json:
        print_json(report.shape)
    else:
        show(report)
    if refused and (apply or strict):
        raise fail(refused, REFUSED)


def _roles(config: Config) -> dict[str, int]:
    with peek(config.desk.database) as found:
        return dict(found.read(carried.look).roles)


def _why_not(found: Read, planned: Planned, *, strict: bool) -> str:
    if strict and found.bad.count:
        return f"{counted(found.bad.count, 'row')} can't be taken, and --strict takes all or nothing. Nothing changed."
    if not planned.unsaid:
        return ""
    name, minutes = clean(next(iter(planned.unsaid))), sum(planned.unsaid.values())
    return (
        f"{hours(minutes)} are of people who are no members. Say whose: --user '{name}=<member>',"
        f" or --user '{name}=' to keep it as text. Nothing changed."
    )


def _report(
    file: Path, cells: Cells, columns: Columns, planning: Planning, planned: Planned, *, applied: bool, wanted: bool
) -> Report:
    found, ground = planning.read, planning.ground
    of = {field: cells.columns[place] for field, place in columns.fields.items()}
    unknown = [name for name in sorted(found.names) if name and _member(ground, name) is None]
    shape: dict[str, Any] = {
        "file": file.name,
        "format": "csv",
        "label": planning.label,
        "applied": applied,
        "encoding": cells.encoding,
        "delimiter": cells.delimiter,
        "columns": of,
        "unused": columns.unused,
        "tickets": {"new": planned.new, "known": planned.old, **planned.stands},
        "numbers": {"kept": planned.kept, "given": planned.new - planned.kept},
        "minutes": {"file": float(found.minutes), "logged": planned.minutes},
        "users": {name: _member(ground, name) for name in sorted(found.names) if name},
        "bad": found.bad.told,
        "bad_count": found.bad.count,
    }
    stands = ", ".join(f"{count:,} {WORDS[one]}" for one, count in planned.stands.items() if count)
    facts = {
        "File": f"{file.name}: {cells.encoding}, {NAMES.get(cells.delimiter, cells.delimiter)} between cells",
        "Columns": ", ".join(field if field == name else f"{field} is {name}" for field, name in of.items()),
        "For": f"{ground.role.name}, as {ground.type.name}"
        + (", unless a row says another role" if planning.roles and "role" in of else ""),
        "New": f"{planned.new:,}: {stands}" if planned.new else "",
        "Known": ", ".join(_known(planned)),
        "Numbers": f"{planned.kept:,} kept, {planned.new - planned.kept:,} given another" if planned.kept else "",
        "Time": f"{hours(rounded_of(found))} in it, {hours(planned.minutes)} of it logged anew"
        if found.minutes
        else "",
        "Clients": ", ".join(sorted(planned.accounts.clients.values())),
        "Bad": counted(found.bad.count, "row") if found.bad.count else "",
    }
    noted = [f"Column {name}: isn't read. --map says what it is." for name in columns.unused if name]
    noted += [f"{name} is no member here. --user '{name}=<member>' says who it is." for name in unknown]
    noted += [f"{counted(planned.cut, 'title')} didn't fit: the whole is in the description."] if planned.cut else []
    lists = {"Not taken": found.bad.told, "Left out or changed": [*noted, *planned.accounts.noted]}
    return Report(shape, facts, (), lists, _ends(found, planned, applied=applied, wanted=wanted))


WORDS = {"free": "free", "owned": "owned", "over": "closed"}
NAMES = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "|"}


def _known(planned: Planned) -> Iterator[str]:
    if planned.known:
        yield f"{planned.known:,} came in before"
    if planned.own:
        yield f"{planned.own:,} are here already, by their uuid"


def _member(ground: Ground, name: str) -> str | None:
    found = ground.people.get(name)
    return found.member.name if found and found.member else None


def rounded_of(found: Read) -> int:
    return round(found.minutes)


def _ends(found: Read, planned: Planned, *, applied: bool, wanted: bool) -> str:
    if not planned.new:
        return "Nothing is new in it." if planned.old or not found.bad.count else "Nothing can be taken from it."
    if applied:
        return f"Done: {counted(planned.new, 'ticket')} came in."
    return "" if wanted else "Nothing was changed: it was only looked at. To take it in: the same with --apply"
