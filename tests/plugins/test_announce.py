"""announce: a role's channel reads that a ticket waits for it, and that somebody has taken it."""

from dataclasses import replace

import pytest

from chatbot.plugin import Announced, OthersAsked, Role
from tests.plugins.facts import PRINTER, PRIVATE, event, happening, said, spoken


@pytest.mark.parametrize(
    ("why", "words"),
    [("opened", "new for ops"), ("released", "free again for ops"), ("reopened", "reopened for ops")],
)
def test_a_new_offer_is_announced_in_the_channel_of_its_role(why: str, words: str) -> None:
    heard = spoken("announce", event(happening("prompt_opened", why=why)))
    assert heard == [(Role("ops"), f"#12 {words}: printer on fire (alice). Take it: dibs 12")]


def test_a_role_that_is_asked_in_place_of_another_reads_what_was_tried() -> None:
    heard = spoken("announce", event(happening("prompt_opened", why="escalated", before=4, waited=1800)))
    assert heard == [(Role("ops"), "#12 from ops (4 asked, 0 took, 30m): printer on fire. dibs 12")]


def test_a_private_ticket_is_announced_by_its_number_alone() -> None:
    heard = spoken("announce", event(happening("prompt_opened", why="opened"), PRIVATE))
    assert heard == [(Role("ops"), "#12 new for ops (private). dibs 12")]


def test_an_announcement_holds_only_as_long_as_the_offer() -> None:
    (notice,) = said("announce", event(happening("prompt_opened", why="opened")))
    assert notice.holds == "offer"


@pytest.mark.parametrize(("priority", "urgent"), [(3, False), (4, True)])
def test_only_an_urgent_ticket_is_announced_first(priority: int, urgent: bool) -> None:
    (notice,) = said("announce", event(happening("prompt_opened"), replace(PRINTER, priority=priority)))
    assert notice.urgent is urgent


def test_all_who_read_of_the_offer_read_who_took_it() -> None:
    heard = spoken("announce", event(happening("ticket_accepted")))
    assert heard == [(Announced(), "#12 taken by bob."), (OthersAsked(), "#12 taken by bob.")]


def test_it_is_silent_about_everything_else() -> None:
    assert said("announce", event(happening("ticket_commented"))) == []


def test_who_was_asked_hears_of_a_withdrawal_unless_somebody_has_it() -> None:
    text = "#12 withdrawn by alice, nothing to do any more."
    heard = spoken("announce", event(happening("ticket_withdrawn", actor="alice", owner=None)))
    assert heard == [(Announced(), text), (OthersAsked(), text)]
    assert spoken("announce", event(happening("ticket_withdrawn", actor="alice", owner=2))) == []


def test_who_was_asked_before_hears_that_another_role_has_it() -> None:
    text = "#12 moved from net to ops by bob."
    heard = spoken("announce", event(happening("ticket_moved", was=None, from_role="net")))
    assert heard == [(Announced(), text), (OthersAsked(), text)]


def test_what_came_in_from_elsewhere_is_one_line_however_much_it_is() -> None:
    assert came(still_open=8, free=3) == [(Role("ops"), "ops: 9 came in from tkts, 8 open, 3 free: list free")]
    assert came(still_open=8, free=0) == [(Role("ops"), "ops: 9 came in from tkts, 8 open, none of them free.")]
    assert came(still_open=0, free=0) == []


def came(*, still_open: int, free: int) -> list[tuple[object, str]]:
    what = happening("import_done", ticket=False, label="tkts", tickets=9, open=still_open, free=free)
    return spoken("announce", event(what))
