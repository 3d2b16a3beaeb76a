"""`dibs simulate`: a ticket's life, played in no time on a copy of the desk."""

import asyncio
import contextlib
import json
import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Annotated, TypeVar
from zoneinfo import ZoneInfo

import typer
from rich.text import Text

from chatbot.cli.console import REFUSED, ConfigOption, fail, out
from chatbot.cli.opened import read_config
from chatbot.commands.upcoming import told
from chatbot.config import Config, Log
from chatbot.config.logs import set_up
from chatbot.desk.durations import format_duration, parse_duration
from chatbot.desk.moments import split_moment
from chatbot.desk.refused import Refused
from chatbot.desk.wording import shown
from chatbot.services.plugins import PluginError
from chatbot.tour.rehearsal.deeds import Deed, deed
from chatbot.tour.rehearsal.entries import after, as_json, pieces
from chatbot.tour.rehearsal.play import MOST, Play
from chatbot.tour.rehearsal.stage import open_stage
from store.failures import StoreFailed

T = TypeVar("T")
U = TypeVar("U")

NEW = ("new", "ticket")
TITLE = "a simulated ticket"
"""Where none is given: what matters is its type."""
_OPTION = re.compile(r"@\S+|[a-z]+=\S*", re.IGNORECASE)


def simulate(
    command: Annotated[list[str], typer.Argument(help="As it is typed on IRC: new type=incident db is down")],
    as_: Annotated[str | None, typer.Option("--as", metavar="MEMBER", help="Who opens it; else somebody new.")] = None,
    accept: Annotated[list[str] | None, typer.Option(help="Who takes it, and when: bob@10m.")] = None,
    decline: Annotated[list[str] | None, typer.Option(help="Who passes, and when: bob@5m.")] = None,
    then: Annotated[list[str] | None, typer.Option(help="What else somebody does: 'bob@2h close fixed'.")] = None,
    gone: Annotated[list[str] | None, typer.Option(help="A member who isn't on IRC.")] = None,
    at: Annotated[str | None, typer.Option(help="When it begins, in UTC: 'mon 9:00'. Else now.")] = None,
    lasts: Annotated[str, typer.Option("--for", help="How much of its life is played at most.")] = "30d",
    as_json_: Annotated[bool, typer.Option("--json", help="For a program to read.")] = False,
    config: ConfigOption = None,
) -> None:
    """Play a ticket's life on a copy of the desk: who is asked and told what, and when. Nothing of it is sent."""
    set_up(Log(level="error"))
    line = _line(command)
    deeds = [*_deeds(accept, "accept"), *_deeds(decline, "decline"), *_deeds(then, "")]
    begins, most = _or_fail(_moment, at), _or_fail(parse_duration, lasts)
    settings = read_config(config)
    try:
        play = asyncio.run(_played(settings, line, deeds, (begins, most), as_, gone or ()))
    except Refused as refused:
        raise fail(shown(refused.marked), REFUSED) from None
    except (StoreFailed, PluginError) as error:
        raise fail(str(error)) from None
    (_print_json if as_json_ else _print)(settings, play)


def _line(words: Sequence[str]) -> str:
    """With a title, if nobody gave one."""
    first, *others = " ".join(words).split(" ")
    if first.lower() not in NEW:
        raise fail("What is simulated begins with new: dibs simulate new type=incident")
    titled = any(word and not _OPTION.fullmatch(word) for word in others)
    return " ".join([first, *others, *([] if titled else [TITLE])])


def _deeds(written: Sequence[str] | None, verb: str) -> list[Deed]:
    return [_or_fail(lambda one: deed(one, verb), text) for text in written or ()]


def _moment(text: str | None) -> datetime:
    now = datetime.now(UTC).replace(microsecond=0)
    if text is None:
        return now
    with contextlib.suppress(ValueError):  # one that is past, too
        found = datetime.fromisoformat(text)
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    moment, rest = split_moment(text, now, ZoneInfo("UTC"))
    if moment is None or rest:
        raise ValueError("Not a moment: write mon 9:00, tomorrow 22:00, or 2027-04-03 9:00.")
    return moment


def _or_fail(read: Callable[[U], T], text: U) -> T:
    try:
        return read(text)
    except ValueError as wrong:
        raise fail(str(wrong)) from None


async def _played(
    config: Config,
    line: str,
    deeds: list[Deed],
    when: tuple[datetime, timedelta],
    as_: str | None,
    gone: Sequence[str],
) -> Play:
    begins, lasts = when
    async with open_stage(config, begins, as_=as_, gone=gone) as stage:
        play = Play(stage, deeds, lasts)
        await play.run(line)
        return play


def _print(config: Config, play: Play) -> None:
    what = "a copy of the desk" if config.desk.database.exists() else "a new desk, since there is none yet"
    _note(f"Played on {what}, from {play.begins:%a} {play.begins.day} {play.begins:%b %H:%M} UTC on. Nothing is sent.")
    if play.stage.unplayed:
        _note(f"What the code of services does isn't played: {', '.join(play.stage.unplayed)}.")
    before = ""
    for entry in play.entries:
        when = after(entry, play.begins)
        out.print(Text.assemble(*pieces(entry, "" if when == before else when)))
        before = when
    _note(_ending(play))


def _ending(play: Play) -> str:
    if not play.coming:
        return "Nothing is left to come."
    over = f"{MOST} lines" if len(play.entries) >= MOST else format_duration(play.lasts)
    following = shown(told(play.coming[0], play.stage.clock.now(), titled=False))
    return f"After {over} it isn't played any further. Next: {following}"


def _note(text: str) -> None:
    out.print(text, style="quiet")


def _print_json(_: Config, play: Play) -> None:
    now = play.stage.clock.now()
    whole = {
        "ticket": play.number,
        "begins": play.begins.isoformat(),
        "entries": [as_json(entry, play.begins) for entry in play.entries],
        "next": [shown(told(one, now, titled=False)) for one in play.coming],
    }
    out.print(json.dumps(whole, indent=2))
