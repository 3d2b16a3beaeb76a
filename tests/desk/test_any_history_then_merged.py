"""Whatever was done to two tickets, and however they are linked: a merge and its undo leave all as it was."""

from collections.abc import Awaitable, Callable
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from chatbot.desk import relating, uniting
from chatbot.desk.act import Caller
from chatbot.desk.relating import NO_CIRCLE, WAYS
from tests.desk import doing
from tests.desk.consistency import problems
from tests.desk.stage import PEOPLE, caller, refusal_of
from tests.desk.test_any_history import FULL, AnyHistory, people, tickets
from tests.desk.test_uniting import found_by_words, kept

MERGERS = ("bob", "ada")
NEWEST = 3


class ThenMerged(AnyHistory):
    @rule(who=people, which=tickets, other=tickets, way=st.sampled_from(list(WAYS)), takes_it_back=st.booleans())
    def link(self, who: str, which: int, other: int, way: str, takes_it_back: bool) -> None:
        """What is refused changes nothing, and what is taken back was nothing."""
        eyes, number, to = caller(who, aloud=False), self.number(which), self.number(other)
        before = self.stage.dump()
        refused = self.run(relating.link, eyes, number, WAYS[way], to)
        if refused is None and takes_it_back:
            assert self.stage.runner.run(refusal_of(doing.undo(self.desk, eyes, number))) is None
            assert self.stage.dump()["relation"] == before["relation"]
        if refused is not None:
            assert self.stage.dump() == before

    @rule(who=people, which=tickets, other=tickets)
    def unlink(self, who: str, which: int, other: int) -> None:
        self.run(relating.unlink, caller(who, aloud=False), self.number(which), None, self.number(other))

    def run(self, verb: Callable[..., Awaitable[object]], who: Caller, *args: object) -> str | None:
        return self.stage.runner.run(refusal_of(self.desk.change(who, verb, *args)))

    @invariant()
    def nothing_stands_in_a_circle(self) -> None:
        for kind in NO_CIRCLE:
            rows = [row for row in self.stage.dump()["relation"] if row["kind"] == kind]
            left = {(row["ticket_id"], row["other_id"]) for row in rows}
            while ends := {pair for pair in left if pair[1] not in {one for one, _ in left}}:
                left -= ends
            assert not left

    def teardown(self) -> None:
        try:
            newest = list(self.model.tickets)[-NEWEST:]
            for number, other in permutations(newest, 2):
                for who in MERGERS:
                    self.merge_and_take_back(who, number, other)
        finally:
            super().teardown()

    def merge_and_take_back(self, who: str, number: int, other: int) -> None:
        file, eyes = Path(self.stage.folder.name) / "dibs.sqlite", caller(who, aloud=False)
        self.stage.clock.advance(seconds=1)
        before, words = kept(file), found_by_words(file)
        if self.run(uniting.merge, eyes, number, other) is None:
            assert problems(self.stage.dump()) == []
            self.nobody_reads_more(number, other)
            assert self.stage.runner.run(refusal_of(doing.undo(self.desk, eyes, number))) is None
        assert kept(file) == before
        assert found_by_words(file) == words
        assert problems(self.stage.dump()) == []

    def nobody_reads_more(self, number: int, other: int) -> None:
        """Whoever reads the one to which all of it went could read it before."""
        for name in PEOPLE:
            if self.model.may_read(name, other, aloud=False):
                assert self.model.may_read(name, number, aloud=False), name


TestThenMerged = pytest.mark.slow(pytest.mark.timeout(1200)(ThenMerged.TestCase))
TestThenMerged.settings = settings(
    max_examples=300 if FULL else 15,
    stateful_step_count=50 if FULL else 25,
    deadline=None,  # a step waits for the disk
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
