"""Text that is made to be slow to read. The budget is of this thread's own work, since the machine has other, and the
best of three tries."""

import textwrap
import time
from collections.abc import Callable
from contextlib import suppress

import pytest

from chatbot.app import command_table
from chatbot.commands.parse import LONGEST, parse
from chatbot.commands.refusals import Usage
from chatbot.commands.words import split_title
from chatbot.desk.durations import parse_duration
from chatbot.desk.suggest import no_such
from chatbot.desk.wording import clean, fit
from chatbot.irc import outgoing

BUDGET = 0.05
"""Seconds."""

TABLE = command_table()

HOSTILE = {
    "quotes": '"' * LONGEST,
    "quotes and spaces": '" ' * (LONGEST // 2),
    "spaces": " " * LONGEST,
    "dashes": "-" * LONGEST,
    "words of dashes": "a-" * (LONGEST // 2),
    "separators": " -- " * (LONGEST // 4),
    "digits": "9" * LONGEST,
    "keys": "priority=" * (LONGEST // 9),
    "numbers": "1-2," * (LONGEST // 4),
    "colours": "\x03" * LONGEST,
    "marks": "a" + "\u0301" * (LONGEST // 2 - 1),
    "at": "@" * LONGEST,
}


def best_of_three(work: Callable[[], object]) -> float:
    """Seconds."""

    def once() -> float:
        began = time.thread_time()
        with suppress(Usage, ValueError):
            work()
        return time.thread_time() - began

    return min(once() for _ in range(3))


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("verb", ["new", "close 1", "role set ops", "assign 1", "list", "help", ""])
def test_a_command_is_parsed_within_the_budget(name: str, verb: str) -> None:
    text = f"{verb} {HOSTILE[name]}".encode()[:LONGEST].decode(errors="ignore")
    assert best_of_three(lambda: parse(TABLE, text, private=True)) < BUDGET


@pytest.mark.parametrize("name", HOSTILE)
def test_text_is_made_fit_to_show_within_the_budget(name: str) -> None:
    text = HOSTILE[name]
    assert best_of_three(lambda: fit(clean(text))) < BUDGET
    assert best_of_three(lambda: split_title(text)) < BUDGET
    assert best_of_three(lambda: textwrap.wrap(clean(text), 138)) < BUDGET
    assert best_of_three(lambda: parse_duration(text)) < BUDGET
    assert best_of_three(lambda: outgoing.privmsg("#desk", text[:512], 400)) < BUDGET


def test_an_unknown_name_among_a_thousand_is_refused_within_the_budget() -> None:
    known = [f"member-number-{number}" for number in range(1000)]
    assert best_of_three(lambda: no_such("member", "x" * 64, known)) < BUDGET
    assert best_of_three(lambda: no_such("member", "member-number-x", known)) < BUDGET
