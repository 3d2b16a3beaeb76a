"""`dibs import`: what other programs kept, read and reported; with `--apply` it comes in, whether dibs runs or not."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal

import typer

from chatbot.cli.bootstrap import me
from chatbot.cli.console import REFUSED, ConfigOption, fail, print_json
from chatbot.cli.importing import applying, bringing, reading, tabling, tktsreport
from chatbot.cli.importing.planning import Options, plan
from chatbot.cli.importing.reading import Source
from chatbot.cli.importing.report import show
from chatbot.cli.importing.said import zone_of
from chatbot.cli.importing.users import names_in, users_of
from chatbot.cli.opened import read_config
from chatbot.desk import importing
from chatbot.desk.staging import Heading

imports = typer.Typer(name="import", help="What other programs kept, looked at or taken in.", no_args_is_help=True)

File = Annotated[Path, typer.Argument(help="It is only read.")]
Apply = Annotated[bool, typer.Option("--apply", help="Take it in; else it is only looked at.")]
Strict = Annotated[bool, typer.Option("--strict", help="Nothing at all, where one row can't be taken.")]
AsJson = Annotated[bool, typer.Option("--json", help="The report for programs.")]
RoleName = Annotated[str | None, typer.Option("--role", metavar="ROLE", help="Whom the tickets are for.")]
TypeName = Annotated[str | None, typer.Option("--type", metavar="TYPE", help="What kind of tickets they are.")]
Label = Annotated[str, typer.Option("--label", help="What is said before their old numbers: show tkts:5.")]
User = Annotated[
    list[str] | None,
    typer.Option("--user", metavar="NAME=MEMBER", help="Whom a name in it means; NAME= is nobody. Once for each."),
]
Users = Annotated[Path | None, typer.Option("--users", metavar="FILE", help="A file of such lines.")]
Zone = Annotated[str, typer.Option("--zone", help="Where its clock stood: Europe/Berlin.")]
Offer = Annotated[bool, typer.Option("--offer", help="Offer to the role what is nobody's; else it lies free, quietly.")]
TimeUnit = Annotated[
    Literal["minutes", "seconds"] | None,
    typer.Option("--time-unit", help="In what a .tickets file counts time."),
]


@imports.callback()
def root() -> None:
    """What other programs kept: it is looked at, and taken in by --apply."""


@imports.command("tkts")
def import_tkts(
    file: File,
    apply: Apply = False,
    role: RoleName = None,
    type_: TypeName = None,
    user: User = None,
    users: Users = None,
    zone: Zone = "UTC",
    time_unit: TimeUnit = None,
    offer: Offer = False,
    label: Label = "tkts",
    strict: Strict = False,
    as_json: AsJson = False,
    config: ConfigOption = None,
) -> None:
    """A tkts.db, or the .tickets file of before. Without --apply nothing changes; what came in before comes in once."""
    settings = read_config(config)
    now = datetime.now(UTC)
    with applying.in_sentences():
        where = zone_of(zone)
        reading.need_label(label)
        source = reading.read_old(file, where, time_unit)
        wanted = _wanted(source, label, role, type_, users_of(user or (), users))
        with applying.at_work(settings, apply=apply):
            ground = applying.looked(settings, now, wanted)
            made = plan(source.found, ground, Options(label, where, min(source.written, now), offer=offer))
            made.noted.extend(f"No {name} is in it." for name in wanted.users if name not in wanted.names)
            importing.need_kept(ground, made.ended)
            refused = tktsreport.why_not(made, strict=strict)
            applied = apply and not refused and bool(made.parts)
            if applied:
                heading = Heading("tkts", label, file.name, ground.role.id, ground.event)
                applying.apply(settings, me(), heading, made.parts, of=len(made.parts))
    report = tktsreport.report(file, source, ground, made, label=label, applied=applied, wanted=apply)
    if as_json:
        print_json(report.shape)
    else:
        show(report)
    if refused and (apply or strict):
        raise fail(refused, REFUSED)


def _wanted(
    source: Source, label: str, role: str | None, type_: str | None, users: Mapping[str, str]
) -> importing.Wanted:
    numbers = [ticket.number for ticket in source.found.tickets]
    role = role.removeprefix("@") if role else None
    return importing.Wanted(label, role, type_, users, names_in(source.found), list(map(str, numbers)), numbers)


imports.command("jsonl")(bringing.import_jsonl)
imports.command("csv")(tabling.import_csv)
