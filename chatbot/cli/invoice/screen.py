"""A bill on a terminal: its lines as a table, with the sentences of chat around it."""

from collections.abc import Iterator, Sequence

from rich.text import Text

from chatbot.cli.console import out
from chatbot.cli.terminal.asking import Said
from chatbot.cli.terminal.tables import Cells, show_table, table_of
from chatbot.cli.terminal.typed import typeable
from chatbot.commands.billing import notes, period
from chatbot.desk.billing import Bills
from chatbot.desk.money import hourly, money
from chatbot.desk.statements import Line, Part, Statement
from chatbot.desk.working import hours
from store.records import Bill

HEADS = ("", "title", "who", "amount", "charged", "worked", "rate")
"""Where there is no room, the last ones are left out."""
STYLES = ("number", "", "name", "", "", "quiet", "quiet")
NUMBERS = frozenset({"worked", "charged", "rate", "amount"})
LISTED = ("", "client", "amount", "charged", "made", "by", "period")
"""Of bills."""


def show(said: Said) -> bool:
    """Whether there is more to it than a sentence."""
    for one in said.found:
        if isinstance(one, Statement) and (one.bill is None or said.context.command.name == "bill show"):
            _statement(said, one)
            return True
        if isinstance(one, Bills) and one.found:
            styles = ("number", "name", "", "", "quiet", "quiet", "")
            show_table(table_of("", LISTED, styles, [_bill(each) for each in one.found], wide=1, numbers=NUMBERS))
            return True
    return False


def _statement(said: Said, found: Statement) -> None:
    rows = [row for part in found.parts for row in _rows(found, part)]
    out.print(Text(typeable(said.lines[0], said.context.prefix)))
    if rows:
        show_table(table_of("", HEADS, STYLES, rows, wide=1, numbers=NUMBERS))
    for line in notes(found):
        out.print(Text(typeable(line.removeprefix("| "), said.context.prefix)))


def _rows(found: Statement, part: Part) -> Iterator[Cells]:
    """Below its lines the sum of a project, where there are any."""
    yield from (_line(found, one) for one in part.lines)
    if part.project is not None or len(found.parts) > 1:
        yield _sum(part.project or "without project", found, (part,))
    if len(found.parts) > 1 and part is found.parts[-1]:
        yield _sum("in all", found, found.parts)


def _line(found: Statement, one: Line) -> Cells:
    rate, amount = hourly(one.rate, found.currency), money(one.amount, found.currency)
    return (f"#{one.ticket}", one.title, one.person, amount, hours(one.charged), hours(one.minutes), rate)


def _sum(of: str, found: Statement, parts: Sequence[Part]) -> Cells:
    minutes, charged = sum(one.minutes for one in parts), sum(one.charged for one in parts)
    amount = money(sum(one.amount for one in parts), found.currency)
    return ("", f"= {of}", "", amount, hours(charged), hours(minutes), "")


def _bill(one: Bill) -> Cells:
    client = f"{one.client} (taken back)" if one.undone_at else one.client
    made_on, days = one.created_at.date().isoformat(), period(one.first_day, one.last_day).removeprefix(", ")
    return (str(one.id), client, money(one.amount, one.currency), hours(one.minutes), made_on, one.by or "", days)
