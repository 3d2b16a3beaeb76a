"""reminders: now and then a role's channel reads in one line what lies open there."""

from dataclasses import replace
from datetime import timedelta

from chatbot.plugin import TYPE, Role, TicketFacts
from tests.plugins.facts import PRINTER, PRIVATE, START, event, happening, spoken

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
