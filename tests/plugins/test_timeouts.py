"""timeouts: who opened a ticket, and its role, hear that nobody took it in its lifetime."""

import pytest

from chatbot.plugin import TYPE, Person, Reporter, Role
from tests.plugins.facts import Happening, event, happening, said, spoken


def test_the_reporter_and_the_role_hear_that_the_time_is_over() -> None:
    heard = spoken(
        "timeouts", event(happening("ticket_timed_out", why="lifetime", lifetime=1800, members=4, heard=True))
    )
    assert heard == [
        (Reporter(), "#12 printer on fire: nobody in ops took it in 30m. It stays open: show 12"),
        (Role("ops"), "#12 timed out, still free: printer on fire. dibs 12"),
    ]


def test_the_reporter_hears_it_when_everybody_was_away_or_asleep() -> None:
    happened = happening("ticket_timed_out", why="lifetime", lifetime=1800, members=4, heard=False)
    assert spoken("timeouts", event(happened))[0] == (
        Reporter(),
        "#12 printer on fire: nobody in ops was here in 30m. It stays open: show 12",
    )


@pytest.mark.parametrize(("members", "who"), [(1, "ops passed"), (4, "all 4 of ops passed")])
def test_all_passing_is_told_as_what_it_is(members: int, who: str) -> None:
    heard = spoken("timeouts", event(happening("ticket_timed_out", why="declined", lifetime=60, members=members)))
    assert heard == [
        (Reporter(), f"#12 printer on fire: {who}. It stays open: show 12"),
        (Role("ops"), "#12 passed, still free: printer on fire. dibs 12"),
    ]


@pytest.mark.parametrize(
    ("then", "sentence"),
    [
        ({"next": "leads"}, "leads is asked now. why 12"),
        ({"next": "leads", "empty": "net"}, "Nobody to ask in net; leads is asked now. why 12"),
        ({"empty": "net, leads"}, "Nobody to ask in net, leads; it stays open: why 12"),
        ({"next": "leads", "absent": "net"}, "Nobody here in net; leads is asked now. why 12"),
        (
            {"next": "leads", "empty": "net", "absent": "web"},
            "Nobody to ask in net, nobody here in web; leads is asked now. why 12",
        ),
    ],
)
def test_the_reporter_hears_who_is_asked_next_and_who_could_not_be(then: dict[str, str], sentence: str) -> None:
    what = Happening("ticket_timed_out", {"why": "lifetime", "lifetime": 1800, **then}, {})
    (told, _) = spoken("timeouts", event(what))
    assert told == (Reporter(), f"#12 printer on fire: nobody in ops took it in 30m. {sentence}")


@pytest.mark.parametrize("why", ["after", "prompts"])
def test_what_is_passed_on_before_its_time_is_told_as_what_it_is(why: str) -> None:
    heard = spoken("timeouts", event(happening("ticket_timed_out", why=why, lifetime=900, next="leads")))
    assert heard == [
        (Reporter(), "#12 printer on fire: nobody in ops took it in 15m. leads is asked now. why 12"),
        (Role("ops"), "#12 passed on, still free: printer on fire. dibs 12"),
    ]


@pytest.mark.parametrize(("passed", "who"), [(0, "nobody in ops"), (1, "nobody else in ops")])
def test_a_role_of_which_nobody_is_here_is_told_as_that(passed: int, who: str) -> None:
    happened = happening("ticket_timed_out", why="absent", lifetime=0, passed=passed, next="leads", heard=False)
    assert spoken("timeouts", event(happened)) == [
        (Reporter(), f"#12 printer on fire: {who} is here now. leads is asked now. why 12"),
        (Role("ops"), "#12 finds nobody here now, still free: printer on fire. dibs 12"),
    ]


def test_nothing_of_it_is_said_once_somebody_has_the_ticket() -> None:
    notices = said("timeouts", event(happening("ticket_timed_out", why="lifetime", lifetime=1800)))
    assert [notice.holds for notice in notices] == ["free", "free"]


def overstayed(owner: int | None, count: int) -> Happening:
    return happening("ticket_overstayed", owner=owner, count=count, name="accepted", lasted=4 * 3600, lifetime=4 * 3600)


def test_who_has_it_hears_first_that_it_stays_too_long() -> None:
    assert spoken("timeouts", event(overstayed(2, 1))) == [
        (Person(2), "#12 printer on fire: accepted for 4h now. advance 12, or hold 12"),
    ]


def test_from_the_second_time_on_its_role_hears_it_too() -> None:
    heard = spoken("timeouts", event(overstayed(2, 2)))
    assert heard[1:] == [(Role("ops"), f"#12 accepted for 4h now: printer on fire. {TYPE}show 12")]


def test_what_nobody_has_is_its_roles_from_the_first_time_on() -> None:
    heard = spoken("timeouts", event(overstayed(None, 1)))
    assert [to for to, _ in heard] == [Role("ops")]
