"""Rounding and sums: nothing is lost between a piece of work, its line and the total, and nothing is paid twice."""

from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from chatbot.desk.charging import Charge, Piece, Rates, Terms, charges, rounded, total
from chatbot.desk.money import amount, decimals, hourly, money, need_currency, parse_rate
from chatbot.desk.refused import Refused

USD = Terms("USD")
STEPS = st.sampled_from([1, 6, 15, 30])
RATES = st.decimals(0, 9_999_999, places=4).map(lambda one: format(one, "f"))
TERMS = st.builds(
    Terms, st.sampled_from(["USD", "JPY", "KWD"]), STEPS, st.sampled_from(["entry", "ticket"]), st.integers(0, 120)
)


def piece(entry: int, minutes: int, rate: str = "50", *, ticket: int = 1, member: int = 1) -> Piece:
    return Piece(entry, ticket, member, minutes, rate)


PIECES = st.lists(
    st.builds(Piece, st.integers(), st.integers(1, 4), st.integers(1, 3), st.integers(1, 24 * 60), RATES),
    min_size=1,
    max_size=12,
).map(lambda found: [replace(one, entry=at) for at, one in enumerate(found, 1)])


def test_six_minutes_at_fifty_dollars_an_hour_are_five_dollars() -> None:
    assert money(total(charges([piece(1, 6)], USD)), "USD") == "$5.00"


@pytest.mark.parametrize(
    ("minutes", "step", "minimum", "expected"),
    [(6, 1, 0, 6), (1, 6, 0, 6), (6, 6, 0, 6), (7, 6, 0, 12), (16, 15, 0, 30), (5, 1, 15, 15), (31, 30, 15, 60)],
)
def test_time_is_rounded_up_to_the_step_and_at_least_the_minimum(
    minutes: int, step: int, minimum: int, expected: int
) -> None:
    assert rounded(minutes, Terms("USD", step, minimum=minimum)) == expected


def test_what_was_all_taken_off_again_costs_nothing() -> None:
    assert charges([piece(1, 0)], Terms("USD", 15, minimum=30)) == [Charge(piece(1, 0), 0, 0)]


@pytest.mark.parametrize(("per", "expected"), [("entry", [15, 15, 15]), ("ticket", [5, 6, 4])])
def test_each_entry_is_rounded_up_or_each_ticket(per: str, expected: list[int]) -> None:
    found = charges([piece(1, 5), piece(2, 6), piece(3, 4)], Terms("USD", 15, per))
    assert [one.minutes for one in found] == expected


def test_what_rounding_a_ticket_adds_goes_to_its_longest_entry() -> None:
    found = charges([piece(1, 5), piece(2, 7, "80"), piece(3, 1, ticket=2)], Terms("USD", 15, "ticket"))
    assert [(one.minutes, one.amount) for one in found] == [(5, 417), (10, 1333), (15, 1250)]


@given(pieces=PIECES, terms=TERMS)
def test_the_total_is_the_sum_of_the_lines_however_they_are_grouped(pieces: Sequence[Piece], terms: Terms) -> None:
    found = charges(pieces, terms)
    assert [one.piece for one in found] == list(pieces)
    by_ticket = {one.piece.ticket: 0 for one in found}
    for one in found:
        by_ticket[one.piece.ticket] += one.amount
    assert sum(by_ticket.values()) == total(found) == sum(one.amount for one in found)


@given(pieces=PIECES, terms=TERMS)
def test_a_ticket_or_an_entry_is_never_charged_less_than_was_worked_nor_a_step_more(
    pieces: Sequence[Piece], terms: Terms
) -> None:
    groups: dict[int, list[Charge]] = {}
    for one in charges(pieces, terms):
        groups.setdefault(one.piece.entry if terms.per == "entry" else one.piece.ticket, []).append(one)
    for group in groups.values():
        did, charged = sum(one.piece.minutes for one in group), sum(one.minutes for one in group)
        assert did <= charged < max(did + terms.step, terms.minimum + 1)
        assert charged % terms.step == 0 or charged == terms.minimum


@given(pieces=PIECES, terms=TERMS, later=st.data())
def test_charged_in_two_parts_or_at_once_it_costs_the_same(
    pieces: Sequence[Piece], terms: Terms, later: st.DataObject
) -> None:
    """The same pieces again, some of whose minutes were added or taken off after the first charge."""
    first = charges(pieces, terms)
    changes = [later.draw(st.integers(-one.minutes, 600)) for one in pieces]
    again = [
        replace(
            one.piece,
            minutes=change,
            before=one.piece.minutes,
            charged=one.minutes,
            paid=one.amount,
        )
        for one, change in zip(first, changes, strict=True)
    ]
    second = charges(again, terms)
    whole = charges(
        [replace(one, minutes=one.minutes + change) for one, change in zip(pieces, changes, strict=True)], terms
    )
    assert [one.minutes + more.minutes for one, more in zip(first, second, strict=True)] == [
        one.minutes for one in whole
    ]
    assert total(first) + total(second) == total(whole)


@given(minutes=st.integers(0, 100_000), rate=RATES)
def test_a_sum_is_within_half_a_cent_of_the_true_one_and_a_correction_cancels_it(minutes: int, rate: str) -> None:
    cents = amount(minutes, rate, "USD")
    assert abs(Decimal(cents) * 60 - Decimal(rate) * minutes * 100) <= 30
    assert amount(-minutes, rate, "USD") == -cents


def test_half_a_cent_is_rounded_up() -> None:
    assert amount(1, "0.30", "USD") == 1


def test_the_most_particular_rate_counts() -> None:
    rates = Rates("50", {7: "60"}, {(1, None): "70", (1, 7): "80"})
    assert [rates.of(*who) for who in ((1, 7), (1, None), (1, 8), (2, 7), (2, None))] == ["80", "70", "70", "60", "50"]


def test_a_currency_has_the_decimals_that_the_standard_gives_it() -> None:
    assert [decimals()[code] for code in ("USD", "EUR", "JPY", "KWD", "IQD", "CLF")] == [2, 2, 0, 3, 3, 4]
    assert [money(1234567, code) for code in ("USD", "JPY", "KWD")] == ["$12345.67", "1234567 JPY", "1234.567 KWD"]
    assert (money(-5, "EUR"), hourly("50", "CHF")) == ("-0.05 EUR", "50 CHF/h")


@pytest.mark.parametrize("typed", ["XAU", "XXX", "US", "dollar"])
def test_what_is_no_money_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="ISO 4217"):
        need_currency(typed)


@pytest.mark.parametrize("typed", ["1e5", "-5", "50,00", "NaN", "0.00001", "12345678", "٥"])
def test_a_rate_is_a_plain_number(typed: str) -> None:
    with pytest.raises(ValueError, match="number for an hour"):
        parse_rate(typed)
