"""What plugins say keeps to the manner of dibs: its own word first, short, plain, and nothing of what is private."""

import re
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from chatbot.desk.bounds import Bounds
from chatbot.desk.when import on_clock
from chatbot.plugin import TYPE, Notice, TicketFacts
from chatbot.services import alarms
from chatbot.services.plugins import Plugin, load, plugin_of
from tests.people import START
from tests.plugins.facts import PRINTER, PRIVATE, Happening, event, happening

LONGEST = "W" * Bounds().name
MANY = ", ".join([LONGEST] * 20)
LATEST = 999_999
AGES = Bounds().longest - timedelta(minutes=1)
SECONDS = int(AGES.total_seconds())

MANY_TICKETS = " ".join(str(LATEST - number) for number in range(20))

HAPPENINGS = [
    *[happening("prompt_opened", actor=LONGEST, why=why) for why in ("opened", "released", "moved", "reopened")],
    happening("prompt_opened", actor="dibs", why="escalated", before=100, waited=SECONDS),
    happening("prompt_repeated", left=SECONDS, count=3, person=None),
    happening("prompt_repeated", left=SECONDS, count=3, person=2),
    happening("prompt_half_over", left=SECONDS),
    happening("assignment_offered", actor=LONGEST, person=2, lifetime=SECONDS),
    happening("handover_offered", actor=LONGEST, ticket=False, person=2, count=20),
    happening("assignment_declined", actor=LONGEST, asker=1, bundle=7, reason="no " * 200),
    happening("assignment_timed_out", asker=1, person_name=LONGEST, lifetime=SECONDS, bundle=7),
    happening("ticket_accepted", actor=LONGEST, asker=1, bundle=7),
    happening("assignment_declined", actor=LONGEST, asker=1, free=True, reason="no " * 200),
    happening("assignment_declined", actor=LONGEST, asker=1, free=True),
    happening("assignment_timed_out", asker=1, person_name=LONGEST, lifetime=SECONDS),
    happening("ticket_accepted", actor=LONGEST, asker=1),
    happening("ticket_released", actor=LONGEST),
    happening("ticket_reopened", actor=LONGEST),
    happening("ticket_reopened", actor=LONGEST, owner=2),
    happening("ticket_closed", actor=LONGEST, resolution="duplicate", owner=2),
    happening("ticket_closed", actor=LONGEST, resolution="recovered", owner=None),
    happening("ticket_commented", actor=LONGEST, owner=2),
    Happening("ticket_commented", {"owner": 2}, {"text": "no " * 200}, LONGEST),
    happening("ticket_edited", actor=LONGEST, owner=2, what="title, description, priority"),
    happening("ticket_moved", actor=LONGEST, was=2, from_role=LONGEST),
    happening("ticket_stolen", actor=LONGEST, was=2, reason="no " * 200),
    happening("ticket_advanced", actor=LONGEST, owner=2, name=LONGEST, was=LONGEST),
    happening("change_undone", actor=LONGEST, verb="description", owner=2, was=None, resolution=None),
    happening("change_undone", actor=LONGEST, verb="comment", owner=2, was=2, resolution=None),
    happening("change_undone", actor=LONGEST, verb="reopen", owner=None, was=None, resolution="duplicate"),
    happening("change_undone", actor=LONGEST, verb="new", owner=None, was=None, resolution="withdrawn"),
    happening("change_undone", actor=LONGEST, verb="accept", owner=None, was=2, resolution=None),
    happening("ticket_held", actor=LONGEST, owner=2, until="2027-11-23T08:00:00.000Z", reason="no " * 200),
    happening("ticket_held", actor=LONGEST, owner=2, until="2027-11-23T08:00:00.000Z"),
    happening("ticket_urgent", actor=LONGEST, owner=2),
    happening("timer_asked", actor="dibs", person=2, ran=86_399, count=2),
    *[
        happening("timer_ended", actor="dibs", person=2, ran=86_399, day="2026-11-20", why=why)
        for why in ("time", "linked")
    ],
    happening("prompt_snooze_over", actor="dibs", person=2, in_person=True, left=SECONDS),
    happening("prompt_snooze_over", actor="dibs", person=2, in_person=False, left=SECONDS),
    happening("ticket_asked", actor=LONGEST, owner=2),
    happening("ticket_asked_again", actor="dibs", owner=2),
    happening("ticket_answered", actor=LONGEST, owner=2),
    happening("ticket_opened", actor=LONGEST, opener=2, known=False),
    happening("ticket_resumed", actor=LONGEST, owner=2),
    happening("ticket_woke", actor="dibs", owner=2, reason="no " * 200),
    happening("ticket_woke", actor="dibs", owner=2),
    happening("ticket_merged", actor=LONGEST, other=34, hidden=False, owner=None),
    happening("ticket_merged", actor=LONGEST, other=34, hidden=True, owner=2),
    happening("ticket_withdrawn", actor=LONGEST, owner=None),
    happening("ticket_withdrawn", actor=LONGEST, owner=2, reason="no " * 200),
    happening("ticket_withdrawn", actor=LONGEST, owner=2),
    happening("ticket_timed_out", why="lifetime", lifetime=SECONDS, members=100),
    happening("ticket_timed_out", why="declined", lifetime=SECONDS, members=100),
    happening("ticket_timed_out", why="lifetime", lifetime=SECONDS, members=100, next=LONGEST),
    happening("ticket_timed_out", why="empty", lifetime=0, members=0, next=LONGEST),
    happening("ticket_timed_out", why="empty", lifetime=0, members=0, next=LONGEST, empty=MANY),
    *[
        happening("ticket_timed_out", why=why, lifetime=SECONDS, members=100, passed=99, next=LONGEST, absent=MANY)
        for why in ("after", "prompts", "absent")
    ],
    happening("ticket_timed_out", why="absent", lifetime=0, members=0, next=LONGEST, empty=LONGEST, absent=LONGEST),
    happening("prompt_opened", actor=LONGEST, why="escalated", before=0, waited=0),
    happening("ticket_timed_out", why="lifetime", lifetime=SECONDS, members=100, next=LONGEST, empty=MANY),
    happening("ticket_timed_out", why="declined", lifetime=SECONDS, members=100, empty=MANY),
    happening(
        "storm_grew",
        actor="dibs",
        ticket=False,
        storm=1,
        source="W" * 64,
        more=LATEST,
        numbers="#12 " + "#" * 32,
        take="1" * 24,
        takes=20,
        free=LATEST,
        lasted=SECONDS,
    ),
    happening("storm_over", actor="dibs", ticket=False, opened=LATEST, recovered=LATEST, free=LATEST, lasted=SECONDS),
    happening("storm_over", actor="dibs", ticket=False, opened=LATEST, recovered=0, free=0, lasted=SECONDS),
    happening("digest_due", actor="dibs", ticket=False),
    *[
        happening("import_done", actor="dibs", ticket=False, label="W" * 20, tickets=LATEST, open=LATEST, free=free)
        for free in (0, LATEST)
    ],
    *[
        happening("morning_came", actor="dibs", ticket=False, person=2, **{what: MANY_TICKETS})
        for what in ("woken", "lying", "free")
    ],
    happening("plugin_failed", actor="dibs", ticket=False, plugin="our_team.pager", event=LATEST, error="OSError"),
    happening("person_blocked", actor="dibs", person=2, person_name=LONGEST, mode="+R"),
    happening("password_guessed", actor="dibs", ticket=False, person=2, person_name=LONGEST),
    *[
        happening("password_voided", actor=LONGEST, ticket=False, person=2, person_name=LONGEST, what=what)
        for what in ("password", "code")
    ],
    happening("member_slept", actor="dibs", ticket=False, person=2, person_name=LONGEST),
    happening(
        "channel_shut", actor="dibs", ticket=False, channel="#" + "W" * 49, channel_network="w" * 31, numeric="477"
    ),
    *[
        happening(
            "ticket_overstayed", actor="dibs", name="W" * 30, count=count, lasted=SECONDS, lifetime=SECONDS, owner=owner
        )
        for count, owner in ((1, 2), (2, 2), (1, None))
    ],
    *[
        happening("dictation_ended", actor="dibs", person=2, channel="#" + "w" * 63, comments=200, why=why)
        for why in ("time", "left")
    ],
    Happening("member_told", {"person": 2}, {"text": "no " * 200}, "dibs"),
    happening("service_stuck", actor="dibs", service="dibs-" + "w" * 60, error=None),
    happening("command_failed", actor=LONGEST, ticket=False, verb="new", error="OSError"),
    happening("notice_undelivered", actor="dibs", plugin="announce", target="channel", reason="403 no such channel"),
    happening("notice_undelivered", actor="dibs", plugin="announce", target="member", reason="late"),
]


def all_plugins() -> list[Plugin]:
    named = load(
        ["announce", "acceptance", "timeouts", "reminders", "watching", "handover", "storms", "resting", "progress"], {}
    )
    return [*named, plugin_of(alarms, "alarms", {})]


def notices(what: Happening, ticket: TicketFacts) -> list[Notice]:
    tickets = [replace(ticket, id=LATEST - number) for number in range(20)]
    return [notice for plugin in all_plugins() for notice in plugin.react(event(what, ticket, tickets))]


def longest(ticket: TicketFacts) -> TicketFacts:
    """With all that is in it as long as it may be."""
    reporter = LONGEST if ticket.reporter else ""
    title = "W" * Bounds().title if ticket.title else ""
    opened = ticket.opened_at - AGES
    return replace(ticket, id=LATEST, title=title, reporter=reporter, role=LONGEST, opened_at=opened, overdue=True)


def kinds_wanted() -> set[str]:
    return {kind for plugin in all_plugins() for kind in plugin.handlers}


def test_these_tests_look_at_every_event_that_a_plugin_wants() -> None:
    assert {what.kind for what in HAPPENINGS} == kinds_wanted()


@pytest.mark.parametrize("what", HAPPENINGS, ids=lambda what: what.kind)
def test_each_notice_begins_with_a_number_a_role_or_dibs_own_word(what: Happening) -> None:
    texts = [notice.text for notice in notices(what, PRINTER)]
    assert texts
    assert [
        text
        for text in texts
        if not re.match(r"#12 |#12: |ops: |plugin |dibs |Storm over, |Handover |Yours: |Your roles: ", text)
    ] == []


@pytest.mark.parametrize("what", HAPPENINGS, ids=lambda what: what.kind)
def test_each_notice_is_short_enough_for_a_phone_whatever_is_in_it(what: Happening) -> None:
    found = [*notices(what, longest(PRINTER)), *notices(what, longest(PRIVATE))]
    assert [text for notice in found for text in (notice.text, notice.brief) if len(text) > 140] == []


@pytest.mark.parametrize("what", HAPPENINGS, ids=lambda what: what.kind)
def test_the_words_of_dibs_are_ascii(what: Happening) -> None:
    assert [notice.text for notice in notices(what, PRINTER) if not notice.text.isascii()] == []


@pytest.mark.parametrize("what", HAPPENINGS, ids=lambda what: what.kind)
def test_a_title_can_bring_neither_colours_nor_control_characters_along(what: Happening) -> None:
    hostile = replace(PRINTER, title="a\x0304red\x03 \x1a \x1b[31m\u202eb\r\nQUIT")
    texts = [text for notice in notices(what, hostile) for text in (notice.text, notice.brief)]
    own = [on_clock(re.sub(f"{TYPE}(list free|show 12)", "", text), START, ZoneInfo("UTC")) for text in texts]
    assert [text for text in own if re.search(r"[\x00-\x1f\x7f-\x9f\u202e]", text)] == []


@pytest.mark.parametrize("what", HAPPENINGS, ids=lambda what: what.kind)
def test_of_a_private_ticket_only_the_number_is_said(what: Happening) -> None:
    said = " ".join(notice.text + notice.brief for notice in notices(what, PRIVATE))
    assert "printer" not in said
    assert "alice" not in said
