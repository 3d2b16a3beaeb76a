"""Whatever was done to tickets, once they are erased no byte of what was written is left, and the promises hold."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from msgspec.structs import replace

from chatbot.desk import keeping, tickets, types
from chatbot.desk.drafts import REQUEST
from tests.desk import doing
from tests.desk.consistency import problems
from tests.desk.doing import Dump
from tests.desk.pieces import KEPT
from tests.desk.stage import PEOPLE, caller, refusal_of
from tests.desk.test_any_history import FULL, VERBS, AnyHistory
from tests.people import pass_time, shell
from tests.threats.test_a_pasted_secret import bytes_of

WORDS = ("printer", "toner", "which floor", "disk full", "he is asleep", "last word")
"""Of the texts that the verbs of these tests write."""
STAYS = ("id", "uuid", "type", "state", "role_id", "owner_id", "priority", "private", "opened_at", "times")


class ThenErased(AnyHistory):
    def teardown(self) -> None:
        try:
            if self.model.tickets:
                self.end_all()
                before = self.stage.dump()
                self.erase()
                self.nothing_is_left(before, self.stage.dump())
                self.nothing_more_is_done()
        finally:
            super().teardown()

    def end_all(self) -> None:
        """The first one is archived before the others end."""
        for number in self.model.tickets:
            self.stage.runner.run(refusal_of(self.desk.change(shell(), tickets.close, number, "last word")))
            if number == 1:
                self.stage.runner.run(pass_time(self.desk, self.stage.clock, KEPT))

    def erase(self) -> None:
        erased = replace(REQUEST, keep=KEPT, afterwards="delete")
        self.stage.runner.run(self.desk.change(shell(), types.apply, erased))
        length = max(KEPT, keeping.SECOND_THOUGHTS) + keeping.TOGETHER
        self.stage.runner.run(pass_time(self.desk, self.stage.clock, length))

    def nothing_is_left(self, before: Dump, rows: Dump) -> None:
        assert problems(rows) == []
        assert [row["id"] for row in rows["ticket"] if not row["erased_at"]] == []
        assert [{name: row[name] for name in STAYS} for row in rows["ticket"]] == [
            {name: row[name] for name in STAYS} for row in before["ticket"]
        ]
        assert (rows["event_text"], rows["watcher"]) == ([], [])
        held = bytes_of(Path(self.stage.folder.name))
        assert [word for word in WORDS if word.encode() in held] == []

    def nothing_more_is_done(self) -> None:
        before = self.stage.dump()
        for number in self.model.tickets:
            for name in PEOPLE:
                for verb in ("undo", *VERBS):
                    done = doing.undo if verb == "undo" else VERBS[verb][1]
                    assert self.stage.runner.run(refusal_of(done(self.desk, caller(name, aloud=False), number)))
        assert self.stage.dump() == before


TestThenErased = pytest.mark.slow(pytest.mark.timeout(1200)(ThenErased.TestCase))
TestThenErased.settings = settings(
    max_examples=300 if FULL else 15,
    stateful_step_count=50 if FULL else 25,
    deadline=None,  # a step waits for the disk
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
