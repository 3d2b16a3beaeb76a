"""`dibs import jsonl`: another desk, or tickets of one: what would come in, and that it does where that is wanted."""

import asyncio
from collections.abc import Generator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from chatbot.cli.bootstrap import me
from chatbot.cli.console import REFUSED, ConfigOption, fail, print_json
from chatbot.cli.importing import applying
from chatbot.cli.importing.applying import in_sentences
from chatbot.cli.importing.desks import Looked, look_through
from chatbot.cli.importing.meeting import Line, Wishes
from chatbot.cli.importing.opening import looked_at, made, read_from
from chatbot.cli.importing.report import Report, counted, show
from chatbot.cli.importing.said import label_of, pairs
from chatbot.cli.importing.scratch import Scratch
from chatbot.cli.opened import read_config
from chatbot.cli.progress import progress
from chatbot.config import Config
from chatbot.desk.staging import Heading
from chatbot.desk.working import hours
from store.peeking import Peek

File = Annotated[Path, typer.Argument(help="It is only read; - is the standard input.")]
RoleName = Annotated[str | None, typer.Option("--role", metavar="ROLE", help="Whom all of it is for, else as there.")]
Types = Annotated[
    list[str] | None, typer.Option("--type", metavar="OLD=TYPE", help="What a type of it is here. Once for each.")
]
Rights = Annotated[
    bool, typer.Option("--rights", help="Accounts, admins and memberships, too, where there are tickets already.")
]


def import_jsonl(
    file: File,
    apply: Annotated[bool, typer.Option("--apply", help="Take it in; else it is only looked at.")] = False,
    role: RoleName = None,
    types: Types = None,
    rights: Rights = False,
    label: Annotated[
        str | None, typer.Option("--label", help="What is said before their old numbers: show old:5.")
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Nothing at all, where one line can't be taken.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The report for programs.")] = False,
    config: ConfigOption = None,
) -> None:
    """A desk as dibs export jsonl wrote it, or tickets of one. Without --apply nothing changes."""
    settings = read_config(config)
    with in_sentences(), closing(Scratch()) as scratch:
        role = role.removeprefix("@") if role else None
        wishes = Wishes(label_of(label, file, "desk"), role, pairs(types or (), "--type bug=request"), rights)
        with _at_work(settings, apply=apply):
            with looked_at(settings.desk.database) as found:
                looked = _look(found, file, scratch, wishes)
            bad = looked.reading.bad.count
            refused = f"{counted(bad, 'line')} can't be taken, and --strict takes all or nothing." if bad else ""
            refused = refused if strict else ""
            applied = apply and not refused and bool(looked.checked.new)
            if applied:
                ranges, parts = looked.carrying.ranges(), looked.carrying.parts()
                heading = Heading("jsonl", wishes.label, file.name, looked.role, looked.newest, ranges)
                applying.apply(settings, me(), heading, parts, of=looked.checked.new)
    report = _report(looked, file, wishes, applied=applied, wanted=apply)
    if as_json:
        print_json(report.shape)
    else:
        show(report)
    if refused:
        raise fail(refused, REFUSED)


@contextmanager
def _at_work(config: Config, *, apply: bool) -> Generator[None]:
    """Where there is no desk yet one is made, but only to take something in."""
    if not config.desk.database.exists() and not apply:
        yield
        return
    if apply:
        asyncio.run(made(config.desk.database))
    with applying.at_work(config, apply=apply):
        yield


def _look(found: Peek, file: Path, scratch: Scratch, wishes: Wishes) -> Looked:
    with read_from(file) as (stream, size), progress("read") as told:
        return look_through(found, stream, scratch, wishes, lambda done: told(done, size or done), datetime.now(UTC))


def _report(looked: Looked, file: Path, wishes: Wishes, *, applied: bool, wanted: bool) -> Report:
    checked, head, bad = looked.checked, looked.reading.head, looked.reading.bad
    new, named = _new(looked), looked.met.by_name
    shape = {
        "file": file.name,
        "format": "jsonl",
        "label": wishes.label,
        "applied": applied,
        "whole": looked.whole,
        "tickets": {"new": checked.new, "known": len(checked.known), "open": checked.open, "free": checked.free},
        "events": checked.events,
        "minutes": checked.minutes,
        "new": new,
        "by_name": named,
        "bad": bad.told,
        "bad_count": bad.count,
    }
    of = "The whole desk" if head.query is None else f"What was found by: {head.query}"
    some = checked.new > 0
    facts = {
        "File": f"{file.name}, of {head.at[:10]}. {of}",
        "Into": "a desk without tickets, which becomes the same" if looked.whole else "",
        "New": f"{checked.new:,} tickets, {checked.open:,} of them open, {checked.free:,} nobody's" if some else "",
        "Known": f"{len(checked.known):,} are here already" if checked.known else "",
        "Events": f"{checked.events:,}" if some else "",
        "Time": hours(checked.minutes) if checked.minutes else "",
        **{f"New {kind}": ", ".join(names[:SHOWN]) + _more(len(names)) for kind, names in new.items() if names},
        "By name": f"{', '.join(named[:SHOWN])}{_more(len(named))}: taken for who is called so here" if named else "",
        "Bad": f"{bad.count:,} lines" if bad.count else "",
    }
    ends = _ends(looked, applied=applied, wanted=wanted)
    return Report(shape, facts, (), {"Not taken": bad.told, "Left there": looked.left if checked.new else ()}, ends)


SHOWN = 12


def _more(count: int) -> str:
    return f" and {count - SHOWN:,} more" if count > SHOWN else ""


def _new(looked: Looked) -> dict[str, list[str]]:
    """Who and what is made, by the kind."""
    met, checked = looked.met, looked.checked
    rows: dict[str, Mapping[Any, Line]] = {
        "members": met.members,
        "roles": met.roles,
        "types": met.types,
        "clients": met.clients,
    }
    return {
        kind: [
            _called(row)
            for one, row in some.items()
            if not row["here"] and (looked.whole or (kind.removesuffix("s"), one) in checked.needed)
        ]
        for kind, some in rows.items()
    }


def _called(row: Line) -> str:
    return row.get("name") or row["line"]["name"]


def _ends(looked: Looked, *, applied: bool, wanted: bool) -> str:
    if not looked.checked.new:
        return "Nothing is new in it." if looked.checked.known else "Nothing can be taken from it."
    if applied:
        return f"Done: {counted(looked.checked.new, 'ticket')} came in."
    return "" if wanted else "Nothing was changed: it was only looked at. To take it in: the same with --apply"
