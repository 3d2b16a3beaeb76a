"""A bill as a sheet for the client: one file of HTML that prints well, with nothing in it that runs or is fetched."""

from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TextIO

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from chatbot.config.model import Billing
from chatbot.desk.money import hourly, money
from chatbot.desk.periods import show_days
from chatbot.desk.statements import Line, Statement
from chatbot.desk.wall import MONTHS
from chatbot.desk.wording import clean
from chatbot.desk.working import hours

MINUS = "\N{MINUS SIGN}"
HERE = Path(__file__).parent


def write(found: Statement, billing: Billing, now: datetime, out: TextIO) -> None:
    template = _environment().get_template("sheet.html")
    out.write(
        template.render(
            name=_name(found),
            of=found,
            day=shown(found.made_at.date() if found.made_at else now.date()),
            period=_period(found),
            sender=_lines(billing.from_),
            receiver=_lines(_address(billing, found.client)) or [found.client],
            note=_lines(billing.note),
            rounded=any(one.minutes != one.charged for part in found.parts for one in part.lines),
            lonely=len(found.parts) == 1 and found.parts[0].project is None,
            days=_days,
            hours=_hours,
            money=partial(_money, found.currency),
            rate=partial(_rate, found.currency),
        )
    )


def _environment() -> Environment:
    """All that is filled in is cleaned of signs that nobody sees, and escaped."""
    return Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_cleaned,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _cleaned(value: object) -> object:
    return clean(value) if type(value) is str else value


def _hours(minutes: int) -> str:
    return hours(minutes).replace("-", MINUS)


def _money(currency: str, amount: int) -> str:
    return money(amount, currency).replace("-", MINUS)


def _rate(currency: str, rate: str) -> str:
    return hourly(rate, currency)


def _name(found: Statement) -> str:
    """`Invoice 3`"""
    if found.bill is None:
        return "Draft of an invoice"
    back = ", taken back" if found.bill.undone_at else ""
    return f"{'Credit note' if found.amount < 0 else 'Invoice'} {found.bill.id}{back}"


def _address(billing: Billing, client: str) -> str:
    return next((text for name, text in billing.to.items() if name.casefold() == client.casefold()), "")


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.strip().splitlines()]


def _period(found: Statement) -> str:
    """What was asked for, else from the first day on which somebody worked to the last."""
    lines = [one for part in found.parts for one in part.lines]
    first = found.first or (min((one.first for one in lines), default=None) if found.last is None else None)
    last = found.last or max((one.last for one in lines), default=None)
    if first is None:
        return f"until {_shown(last)}" if last else ""
    return _shown(first) if last is None or first == last else f"{_shown(first)} to {_shown(last)}"


def _days(one: Line) -> str:
    """`5 Oct 2026`, `5-7 Oct 2026`, `5 Oct - 27 Nov 2026`: as a period is shown."""
    first, last = date.fromisoformat(one.first), date.fromisoformat(one.last)
    return show_days(first, last).replace("-", "\N{EN DASH}")


def _shown(day: str) -> str:
    return shown(date.fromisoformat(day))


def shown(day: date) -> str:
    """Without a locale, and read in one way alone."""
    return f"{day.day} {MONTHS[day.month - 1].title()} {day.year}"
