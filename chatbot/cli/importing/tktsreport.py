"""The report of `dibs import tkts`."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from chatbot.cli.importing.old import said
from chatbot.cli.importing.planning import Plan, next_number, total
from chatbot.cli.importing.reading import Source
from chatbot.cli.importing.report import Report, User, counted
from chatbot.cli.importing.whole import rounded
from chatbot.desk.importing import Found, Ground
from chatbot.desk.wording import clean
from chatbot.desk.working import hours

NONE = Fraction(0)


def why_not(made: Plan, *, strict: bool) -> str:
    """Why it doesn't come in, empty where it may."""
    if strict and made.bad:
        bad = counted(len(made.bad), "row")
        return f"{bad} can't be taken, and --strict takes all or nothing. Nothing changed."
    if not made.unsaid:
        return ""
    name, minutes = clean(next(iter(made.unsaid))), sum(made.unsaid.values())
    return (
        f"{hours(minutes)} are of people who are no members. Say whose: --user {name}=<member>,"
        f" or --user {name}= to keep it as text. Nothing changed."
    )


def report(
    file: Path, source: Source, ground: Ground, made: Plan, *, label: str, applied: bool, wanted: bool
) -> Report:
    users = list(_users(source, ground))
    shape = _shape(file, source, ground, made, users, label=label, applied=applied)
    lists = {
        "Not taken": made.bad,
        "Differences": made.differences,
        "Left out or changed": made.noted,
    }
    return Report(shape, _facts(ground, made, shape), users, lists, _ends(made, applied=applied, wanted=wanted))


def _users(source: Source, ground: Ground) -> Iterator[User]:
    for name, found in ground.people.items():
        owned = [ticket for ticket in source.found.tickets if ticket.owner == name]
        theirs = [entry for ticket in source.found.tickets for entry in ticket.log if entry.user == name]
        minutes = sum((entry.minutes or NONE for entry in theirs), start=NONE)
        minutes += sum((max(ticket.minutes - ticket.logged, NONE) for ticket in owned), start=NONE)
        member = found.member.name if found.member else None
        yield User(name, member, _how(found), len(owned), len(theirs), rounded(minutes))


def _how(found: Found) -> str:
    if found.member is None:
        return "text" if found.said else "unknown"
    return "said" if found.said else "name"


def _shape(
    file: Path, source: Source, ground: Ground, made: Plan, users: list[User], *, label: str, applied: bool
) -> dict[str, Any]:
    known = {client.name.casefold() for client in ground.clients}
    already = sum(ground.entries.values())
    return {
        "file": file.name,
        "format": source.format,
        "label": label,
        "role": ground.role.name,
        "type": ground.type.name,
        "applied": applied,
        "tickets": {
            "found": len(source.found.tickets),
            "open": source.found.open,
            "closed": len(source.found.tickets) - source.found.open,
            "new": made.new,
            "known": made.known,
            "grown": made.grown,
            **{name: made.stands[stands] for name, stands in NAMES.items()},
        },
        "entries": made.entries,
        "minutes": {
            "file": total(source.found),
            "exact": str(made.exact),
            "before": already,
            "new": made.minutes,
            "text": made.as_text,
            "unsaid": sum(made.unsaid.values()),
            "after": already + made.minutes,
        },
        "numbers": {
            "kept": len(made.kept),
            "given": made.given,
            "next": next_number(made, ground) if made.new else None,
        },
        "users": [
            {"name": one.name, "member": one.member, "how": one.how, "tickets": one.tickets, "entries": one.entries}
            | {"minutes": one.minutes}
            for one in users
        ],
        "clients": [
            {"name": name, "new": key not in known, "projects": list(made.accounts.projects[key].values())}
            for key, name in made.accounts.clients.items()
        ],
        "bad": made.bad,
        "noted": made.noted,
        "differences": made.differences,
    }


NAMES: Mapping[str, Any] = {"free": "free", "owned": "owned", "over": "over"}


def _facts(ground: Ground, made: Plan, shape: Mapping[str, Any]) -> dict[str, str]:
    tickets, minutes, numbers = shape["tickets"], shape["minutes"], shape["numbers"]
    return {
        "Found": f"{counted(tickets['found'], 'ticket')}: {tickets['open']} open, {tickets['closed']} closed",
        "New": _new(ground, made) if made.new else "none",
        "Known": _known(made) if made.known else "",
        "Numbers": _numbers(numbers) if made.new else "",
        "Time": _time(minutes),
        "Rounded": "" if made.exact == minutes["file"] else f"{said(made.exact)} in the file, and whole ones here",
        "Clients": ", ".join(f"{one['name']}{' (new)' if one['new'] else ''}" for one in shape["clients"]),
        "Log": counted(made.entries, "new entry", "new entries") if made.entries else "",
        "Bad": counted(len(made.bad), "row") if made.bad else "",
    }


def _known(made: Plan) -> str:
    return f"{made.known} came in before" + (f", {made.grown} with more by now" if made.grown else "")


def _time(minutes: Mapping[str, int]) -> str:
    here = f"{hours(minutes['file'])} in the file; here {hours(minutes['before'])}, then {hours(minutes['after'])}"
    return f"{here}; {hours(minutes['text'])} as text" if minutes["text"] else here


def _new(ground: Ground, made: Plan) -> str:
    parts = [
        f"{made.stands['free']} free in {ground.role.name}" if made.stands["free"] else "",
        f"{made.stands['owned']} owned" if made.stands["owned"] else "",
        f"{made.stands['over']} closed" if made.stands["over"] else "",
    ]
    return f"{made.new}: {', '.join(part for part in parts if part)}"


def _numbers(numbers: Mapping[str, int]) -> str:
    given = f", {numbers['given']} given another" if numbers["given"] else ""
    return f"{numbers['kept']} kept{given}; the next new ticket is #{numbers['next']}"


def _ends(made: Plan, *, applied: bool, wanted: bool) -> str:
    if not made.parts:
        return "Nothing is new in it." if made.known or not made.bad else "Nothing can be taken from it."
    if applied:
        entries = counted(made.entries, "entry", "entries")
        return f"Done: {counted(made.new, 'ticket')} and {entries} came in."
    return "" if wanted else "Nothing was changed: it was only looked at. To take it in: the same with --apply"
