"""What an import found, and what came of it: a table for people, and one shape for programs (docs/import.md)."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct
from rich.table import Table
from rich.text import Text

from chatbot.cli.console import out
from chatbot.desk.wording import clean
from chatbot.desk.working import hours

SHOWN = 20
"""Sentences of one kind; programs get all of them."""

Shape = dict[str, Any]


class User(Struct, frozen=True):
    """`how` is name, where a member is called so, said, text, where they are to be nobody here, or unknown."""

    name: str
    member: str | None
    how: str
    tickets: int
    entries: int
    minutes: int


class Report(Struct, frozen=True):
    """Of every import. `facts`: what is shown line by line, by its name; `lists`: sentences, by what they are."""

    shape: Shape
    facts: Mapping[str, str]
    users: Sequence[User]
    lists: Mapping[str, Sequence[str]]
    ends: str
    """What to do next, or what was done."""


def show(report: Report) -> None:
    for line in (*_facts(report.facts), *_users(report.users), *_lists(report.lists)):
        out.print(line)
    if report.ends:
        out.print(Text(f"\n{report.ends}"))


def _facts(facts: Mapping[str, str]) -> Iterator[Text]:
    wide = max(map(len, facts))
    for name, said in facts.items():
        if said:
            yield Text.assemble((name.ljust(wide + 2), "quiet"), clean(said))


HOW = {
    "name": "is the member {member}",
    "said": "is the member {member}, as you say",
    "text": "is nobody here, as you say",
    "unknown": "is nobody here",
}


def _users(users: Sequence[User]) -> Iterator[Table]:
    if not users:
        return
    table = Table(box=None, pad_edge=False, header_style="quiet")
    for head in ("who", "", "tickets", "entries", "time"):
        table.add_column(head, justify="left" if head in {"who", ""} else "right", no_wrap=head != "")
    for one in users:
        style = "doubtful" if one.how == "unknown" and one.minutes else ""
        table.add_row(
            Text(clean(one.name) or "(nobody named)", style="name"),
            Text(HOW[one.how].format(member=one.member), style=style),
            str(one.tickets),
            str(one.entries),
            hours(one.minutes),
        )
    yield Table.grid()
    yield table


def _lists(lists: Mapping[str, Sequence[str]]) -> Iterator[Text]:
    for what, sentences in lists.items():
        if not sentences:
            continue
        yield Text(f"\n{what}", style="bad" if what == "Not taken" else "heading")
        yield from (Text(f"  {clean(one)}") for one in sentences[:SHOWN])
        if len(sentences) > SHOWN:
            yield Text(f"  and {len(sentences) - SHOWN} more: --json shows all", style="quiet")


def counted(count: int, noun: str, nouns: str = "") -> str:
    """`1 ticket`, `2 tickets`"""
    return f"{count:,} {noun if count == 1 else nouns or noun + 's'}"
