"""reminders: now and then a role's channel reads in one line what lies open there."""

from dataclasses import replace
from datetime import timedelta

from chatbot.plugin import TYPE, Person, Role, TicketFacts
from tests.plugins.facts import PRINTER, PRIVATE, START, event, happening, said, spoken

DIGEST = happening("digest_due", actor="dibs", ticket=False)


def ticket(number: int, title: str, hours: int, *, owner: str = "", overdue: bool = False) -> TicketFacts:
    opened = START - timedelta(hours=hours)
    return replace(PRINTER, id=number, title=title, owner=owner, free=not owner, overdue=overdue, opened_at=opened)


def heard(*tickets: TicketFacts, **settings: object) -> list[tuple[object, str]]:
    return spoken("reminders", event(DIGEST, tickets=tickets), **settings)


def test_what_is_free_is_named_and_what_is_in_hand_counted() -> None:
    tickets = [ticket(15, "vpn down", 3), ticket(14, "new laptop", 48, overdue=True), ticket(12, "x", 1, owner="bob")]
    assert heard(*tickets) == [
        (Role("ops"), f"ops: 2 free (#15 vpn down 3h, #14 new laptop 2d), 1 overdue (#14), 1 in hand. {TYPE}list free")
    ]


def test_nothing_is_said_where_nothing_is_open() -> None:
    assert heard() == []


def test_where_nothing_is_free_there_is_nothing_to_type() -> None:
    assert heard(ticket(12, "x", 1, owner="bob")) == [(Role("ops"), "ops: 0 free, 1 in hand.")]


def test_only_a_few_are_named() -> None:
    tickets = [ticket(number, "x", 1) for number in range(1, 6)]
    assert heard(*tickets)[0][1] == f"ops: 5 free (#1 x 1h, #2 x 1h, #3 x 1h, ...), 0 in hand. {TYPE}list free"


def test_how_many_are_named_can_be_set() -> None:
    tickets = [ticket(number, "x", 1) for number in range(1, 6)]
    assert heard(*tickets, named=1)[0][1] == f"ops: 5 free (#1 x 1h, ...), 0 in hand. {TYPE}list free"


def test_a_private_ticket_is_named_by_its_number_alone() -> None:
    assert heard(PRIVATE)[0][1] == f"ops: 1 free (#12 (private) 2h), 0 in hand. {TYPE}list free"


def test_a_timer_that_may_be_forgotten_is_asked_about_with_all_that_may_be_answered() -> None:
    asked = event(happening("timer_asked", actor="dibs", person=2, ran=8 * 3600, count=1))
    (notice,) = said("reminders", asked)
    assert (notice.to, notice.holds, notice.urgent) == (Person(2), "running", False)
    assert notice.text == (
        "#12 printer on fire: your timer runs for 8h. Go on: start 12. Else: stop, stop 3h, stop drop"
    )


def test_a_timer_that_ended_by_itself_says_that_nothing_is_logged_and_how_it_is() -> None:
    ended = happening("timer_ended", actor="dibs", person=2, ran=86_400, day="2026-11-20", why="time")
    ((to, text),) = spoken("reminders", event(ended))
    assert to == Person(2)
    assert text == (
        "#12 printer on fire: your timer ended after 1d, the most of a day; nothing is logged. log 12 3h on=2026-11-20"
    )


def test_who_is_suspended_is_told_nothing_of_it() -> None:
    ended = happening("timer_ended", person=2, ran=60, day="2026-11-20", why="suspended")
    assert spoken("reminders", event(ended)) == []
