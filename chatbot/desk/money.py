"""Money: a Decimal for an hour, whole minor units for a sum, and the codes of ISO 4217. Never a float.

The codes and how many decimals each has are the library's, which is the standard's own table; loaded when it is needed.
"""

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from chatbot.desk.refused import Refused
from chatbot.desk.suggest import nearest
from chatbot.desk.wording import clean, fit

NONE = "none"
SIGNS = {"USD": "$"}
"""Before the sum; all others have their code behind it: lines are plain ASCII."""
USUAL = "EUR, USD or CHF"

_RATE = re.compile(r"[0-9]{1,7}(?:\.[0-9]{1,4})?", re.ASCII)


@cache
def decimals() -> dict[str, int]:
    """By code, how many decimals a sum has. Gold, test codes and the like have none, and are no money here."""
    from iso4217 import Currency  # noqa: PLC0415 - it reads a table of all the world, for those who bill alone

    return {one.code: one.exponent for one in Currency if one.exponent is not None}


def need_currency(typed: str) -> str:
    code = typed.upper()
    if code in decimals():
        return code
    near = nearest(code, decimals())
    meant = f" Did you mean {near}?" if near else f" Write three letters, such as {USUAL}."
    raise Refused(f"No currency {fit(clean(typed), 12)} in ISO 4217.{meant}")


def parse_rate(typed: str) -> str:
    """For an hour, as text: `50`, `49.90`; `none` is empty. Raises ValueError with a sentence."""
    if typed.lower() == NONE:
        return ""
    if not _RATE.fullmatch(typed):
        raise ValueError("A rate is a number for an hour, such as 50 or 49.90, or none.")
    return format(Decimal(typed), "f")


def amount(minutes: int, rate: str, currency: str) -> int:
    """In minor units, half a cent up; below zero it is the same with a minus, so that corrections cancel out."""
    return int((Decimal(minutes * 10 ** decimals()[currency]) * Decimal(rate) / 60).quantize(Decimal(1), ROUND_HALF_UP))


def plain(minor: int, currency: str) -> str:
    """`5.00`, as a program reads it."""
    return format(Decimal(minor).scaleb(-decimals()[currency]), "f")


def money(minor: int, currency: str) -> str:
    """`$5.00`, `-$5.00`, `5.00 CHF`."""
    sign, number = "-" if minor < 0 else "", plain(abs(minor), currency)
    return f"{sign}{SIGNS[currency]}{number}" if currency in SIGNS else f"{sign}{number} {currency}"


def hourly(rate: str, currency: str) -> str:
    """`$50/h`"""
    return f"{SIGNS[currency]}{rate}/h" if currency in SIGNS else f"{rate} {currency}/h"
