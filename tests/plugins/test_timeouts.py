"""timeouts: who opened a ticket, and its role, hear that nobody took it in its lifetime."""

import pytest

from chatbot.plugin import Reporter, Role
from tests.plugins.facts import event, happening, said, spoken


def test_the_reporter_and_the_role_hear_that_the_time_is_over() -> None:
    heard = spoken("timeouts", event(happening("ticket_timed_out", why="lifetime", lifetime=1800, members=4)))
    assert heard == [
        (Reporter(), "#12 printer on fire: nobody in ops took it in 30m. It stays open: show 12"),
        (Role("ops"), "#12 timed out, still free: printer on fire. dibs 12"),
    ]


@pytest.mark.parametrize(("members", "who"), [(1, "ops passed"), (4, "all 4 of ops passed")])
def test_all_passing_is_told_as_what_it_is(members: int, who: str) -> None:
    heard = spoken("timeouts", event(happening("ticket_timed_out", why="declined", lifetime=60, members=members)))
    assert heard == [
        (Reporter(), f"#12 printer on fire: {who}. It stays open: show 12"),
        (Role("ops"), "#12 passed, still free: printer on fire. dibs 12"),
    ]


def test_nothing_of_it_is_said_once_somebody_has_the_ticket() -> None:
    notices = said("timeouts", event(happening("ticket_timed_out", why="lifetime", lifetime=1800)))
    assert [notice.holds for notice in notices] == ["free", "free"]
