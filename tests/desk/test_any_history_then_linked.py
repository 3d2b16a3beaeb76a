"""Whatever two members have done, they can turn out to be one person, and the desk's promises hold all the same."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize

from chatbot.desk import linking
from tests.desk import doing
from tests.desk.consistency import problems
from tests.desk.doing import Dump
from tests.desk.stage import caller, refusal_of
from tests.desk.test_any_history import FULL, VERBS, AnyHistory
from tests.people import NETWORK

WHO = ("alice", "bob", "charlie", "dora", "erin", "ada")
PAIRS = [(one, other) for one in WHO for other in WHO if one != other]
OF_MEMBERS = {
    "ticket": ("owner_id", "reporter_id", "opener_id"),
    "prompt": ("member_id", "asker_id"),
    "notice": ("member_id",),
    "storm": ("member_id",),
}
"""Columns of rows that stay. Where by now all others have declined an offer, another may come beside them."""
SETS = {
    "watcher": ("ticket_id", "member_id"),
    "membership": ("role_id", "member_id"),
    "prompt_answer": ("prompt_id", "member_id"),
    "identity": ("value", "member_id"),
}
"""Of these, what both had is there once."""


class ThenLinked(AnyHistory):
    pair: tuple[str, str] = ("alice", "bob")
    asks = False

    @initialize(pair=st.sampled_from(PAIRS), asks=st.booleans())
    def choose(self, pair: tuple[str, str], asks: bool) -> None:
        """`asks`: the one asks the other to take whatever they may, just before; at random that is rare."""
        self.pair, self.asks = pair, asks

    def teardown(self) -> None:
        try:
            for number in self.model.tickets if self.asks else ():
                asking = doing.assign(self.desk, caller(self.pair[0], aloud=False), number, self.pair[1])
                self.stage.runner.run(refusal_of(asking))
            before = self.stage.dump()
            self.link()
            rows = self.stage.dump()
            assert problems(rows) == []
            self.nothing_is_lost(before, rows)
            self.nobody_asks_themselves(rows)
            self.go_on()
        finally:
            super().teardown()

    def link(self) -> None:
        one, other = (caller(name, aloud=False) for name in self.pair)
        asked = self.stage.runner.run(linking.ask(self.desk, one, f"{self.pair[1]}@{NETWORK}"))
        self.stage.runner.run(linking.answer(self.desk, other, f"{self.pair[0]}@{NETWORK}", asked.code))

    def nothing_is_lost(self, before: Dump, rows: Dump) -> None:
        now = self.now(rows)
        for table, columns in OF_MEMBERS.items():
            for column in columns:
                was, is_now = by_id(before[table], column, now), by_id(rows[table], column, lambda one: one)
                assert {one: is_now.get(one, "gone") for one in was} == was
        for table, columns in SETS.items():
            assert pairs(rows[table], columns, lambda one: one) == pairs(before[table], columns, now)
            assert len(rows[table]) == len(pairs(rows[table], columns, now))

    def now(self, rows: Dump) -> Callable[[Any], Any]:
        links = {row["id"]: row["linked_to"] or row["id"] for row in rows["member"]}
        return lambda one: links.get(one, one)

    def nobody_asks_themselves(self, rows: Dump) -> None:
        for prompt in rows["prompt"]:
            assert prompt["state"] != "open" or prompt["member_id"] is None or prompt["member_id"] != prompt["asker_id"]

    def go_on(self) -> None:
        """The one person does whatever they may, and takes it back; so do the others."""
        for number in range(1, len(self.model.tickets) + 1):
            for name in (*self.pair, "bob", "ada"):
                for verb in ("undo", *VERBS):
                    done = doing.undo if verb == "undo" else VERBS[verb][1]
                    self.stage.runner.run(refusal_of(done(self.desk, caller(name, aloud=False), number)))
                assert problems(self.stage.dump()) == []


def by_id(rows: list[dict[str, Any]], column: str, now: Callable[[Any], Any]) -> dict[int, Any]:
    return {row["id"]: now(row[column]) for row in rows}


def pairs(rows: list[dict[str, Any]], columns: tuple[str, str], now: Callable[[Any], Any]) -> set[tuple[Any, Any]]:
    return {(row[columns[0]], now(row[columns[1]])) for row in rows}


TestThenLinked = pytest.mark.slow(pytest.mark.timeout(1200)(ThenLinked.TestCase))
TestThenLinked.settings = settings(
    max_examples=300 if FULL else 15,
    stateful_step_count=50 if FULL else 25,
    deadline=None,  # a step waits for the disk
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
