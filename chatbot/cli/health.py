"""`dibs health`: how it stands, for people and for what watches it. Asked once a minute, so it loads little."""

from datetime import UTC, datetime
from typing import Annotated, Any

import typer
from rich.text import Text

from chatbot.cli.console import ConfigOption, OnlyOptions, err, fail, out, print_json
from chatbot.cli.versions import number
from chatbot.config.load import load
from chatbot.config.problems import ConfigErrors
from chatbot.services.health import EXIT, Check, Health, down_for, health, is_alive
from chatbot.services.looking import Seen
from store.records import Service

FORMAT = 1
"""Of the JSON: what is there stays, and keeps its meaning; more may come."""

STYLES = {"ok": "good", "unknown": "quiet", "degraded": "doubtful", "down": "bad"}


def show_health(
    as_json: Annotated[bool, typer.Option("--json", help="All of it as one line of JSON.")] = False,
    discover: Annotated[bool, typer.Option("--discover", help="Only the services, as Zabbix discovers them.")] = False,
    in_full: Annotated[bool, typer.Option("--full", help="Look through the whole database, however large.")] = False,
    config: ConfigOption = None,
) -> None:
    """Say how dibs stands: exit code 0 if all is well, 1 if it is degraded, 2 if it is down."""
    try:
        file = load(config).desk.database
    except ConfigErrors as errors:
        raise fail("\n".join(map(str, errors.problems)), EXIT["down"]) from None
    found = health(file, datetime.now(UTC), in_full=in_full)
    if discover:
        print_json([{"{#SERVICE}": one.name} for one in found.seen.services])
        return
    if as_json:
        print_json(in_json(found))
    else:
        _print(found)
    raise typer.Exit(EXIT[found.verdict])


def in_json(found: Health) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "dibs": number(),
        "at": found.seen.now.isoformat(timespec="seconds"),
        "verdict": found.verdict,
        "exit": EXIT[found.verdict],
        "says": found.says,
        "checks": {check.name: _check(check) for check in found.checks},
        "services": [_service(one, found.seen) for one in found.seen.services],
    }


def _check(check: Check) -> dict[str, Any]:
    return {
        "verdict": check.verdict,
        "exit": EXIT[check.verdict],
        "value": check.value,
        "limit": check.limit,
        "says": check.says,
    }


def _service(one: Service, seen: Seen) -> dict[str, Any]:
    """Lengths in seconds; null where there is no such thing. What isn't running is alive nowhere."""
    return {
        "name": one.name,
        "alive": int(seen.known and is_alive(one, seen.now)),
        "silent": _since(one.beat_at, seen.now),
        "backlog": one.backlog,
        "restarts": one.restarts,
        "failed": _since(one.failed_at, seen.now),
        "error": one.error,
        "down": down_for(one, seen.now) if one.up is not None else None,
        "ended": int(one.ended_at is not None),
    }


def _since(then: datetime | None, now: datetime) -> int | None:
    return max(0, int((now - then).total_seconds())) if then else None


def _print(found: Health) -> None:
    for check in found.checks:
        out.print(
            Text.assemble((f"{check.verdict:<9}", STYLES[check.verdict]), (f"{check.name:<10}", "name"), check.says)
        )
    bad = [check.name for check in found.checks if check.verdict not in {"ok", "unknown"}]
    line = Text(f"dibs is {found.verdict}: {', '.join(bad)}." if bad else "dibs is well.", style=STYLES[found.verdict])
    (err if bad else out).print(line)


app = typer.Typer(add_completion=False, pretty_exceptions_show_locals=False, rich_markup_mode=None)
app.command(cls=OnlyOptions)(show_health)
