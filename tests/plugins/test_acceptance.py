"""acceptance: each member of the role is asked, again and again, and every answer comes back to who waits for it."""

from dataclasses import replace

import pytest

from chatbot.plugin import Asked, Person, Reporter, Role
from tests.plugins.facts import PRINTER, PRIVATE, Happening, event, happening, said, spoken

ALICE, BOB = Person(1), Person(2)


def test_everybody_in_the_role_is_asked_in_private_unless_they_read_the_channel_just_now() -> None:
    heard = spoken("acceptance", event(happening("prompt_opened")))
    assert heard == [
        (Asked(unless_spoke=True), "#12 for ops: printer on fire (alice). dibs 12 takes it, decline 12 passes.")
    ]


def test_an_urgent_ticket_is_asked_about_first() -> None:
    (notice,) = said("acceptance", event(happening("prompt_opened"), replace(PRINTER, priority=4)))
    assert notice.urgent


def test_a_repeat_says_how_long_is_left() -> None:
    (notice,) = said("acceptance", event(happening("prompt_repeated", left=900, count=1, person=None)))
    assert (notice.to, notice.text) == (Asked(), "#12 still free, 15m left: printer on fire. dibs 12")


def test_repeats_for_one_person_are_joined() -> None:
    (notice,) = said("acceptance", event(happening("prompt_repeated", left=900, count=1)))
    assert (notice.joined, notice.brief) == ("Still waiting", "#12 printer on fire")


def test_one_who_was_asked_in_person_is_asked_again_in_person() -> None:
    (notice,) = said("acceptance", event(happening("prompt_repeated", left=900, count=1, person=2)))
    assert notice.text == "#12 is still offered to you, 15m left: printer on fire. yes 12 or no 12"


def test_the_channel_is_reminded_once_at_half_the_lifetime() -> None:
    heard = spoken("acceptance", event(happening("prompt_half_over", left=900)))
    assert heard == [(Role("ops"), "#12 still free, 15m left: printer on fire. dibs 12")]


def test_who_is_assigned_is_asked_in_private() -> None:
    (notice,) = said("acceptance", event(happening("assignment_offered", actor="alice", person=2)))
    assert notice.text == "#12 alice asks you to take it: printer on fire. yes 12, no 12 or later 12 20m"


@pytest.mark.parametrize("kind", ["prompt_opened", "prompt_repeated", "assignment_offered", "ticket_stolen"])
@pytest.mark.parametrize(("priority", "urgent"), [(3, False), (4, True)])
def test_only_of_an_urgent_ticket_somebody_is_told_in_their_sleep(kind: str, priority: int, *, urgent: bool) -> None:
    told = said("acceptance", event(happening(kind, was=2, left=60), replace(PRINTER, priority=priority)))
    assert told[0].urgent is urgent


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        (
            happening("assignment_declined", asker=1, free=True, reason="on leave"),
            "#12 bob said no: on leave. Still free.",
        ),
        (happening("assignment_declined", asker=1, free=True), "#12 bob said no. Still free."),
        (happening("assignment_declined", asker=1, free=False), "#12 bob said no."),
        (
            happening("assignment_timed_out", asker=1, person_name="bob", lifetime=1800, heard=True),
            "#12 bob didn't answer in 30m. Ask another: assign 12 <person>",
        ),
    ],
)
def test_a_no_and_a_silence_come_back_to_who_asked(what: Happening, sentence: str) -> None:
    assert spoken("acceptance", event(what)) == [(ALICE, sentence)]


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        (happening("ticket_accepted"), "#12 printer on fire: bob has it."),
        (happening("ticket_released"), "#12 printer on fire: bob gave it back; ops is asked."),
        (happening("ticket_reopened", owner=2), "#12 printer on fire: reopened by bob; bob has it."),
        (happening("ticket_reopened", owner=None), "#12 printer on fire: reopened by bob; ops is asked."),
        (
            happening("ticket_closed", resolution="fixed"),
            "#12 printer on fire: closed by bob (fixed). Not solved? reopen 12",
        ),
    ],
)
def test_the_reporter_hears_who_took_gave_back_reopened_and_closed_it(what: Happening, sentence: str) -> None:
    assert spoken("acceptance", event(what)) == [(Reporter(), sentence)]


def test_who_asked_hears_a_yes() -> None:
    heard = spoken("acceptance", event(happening("ticket_accepted", asker=1)))
    assert heard[1:] == [(ALICE, "#12 bob said yes and has it.")]


def test_the_owner_hears_that_somebody_closed_it() -> None:
    heard = spoken("acceptance", event(happening("ticket_closed", actor="alice", resolution="done", owner=2)))
    assert heard[1:] == [(BOB, "#12 printer on fire: closed by alice (done).")]


def test_a_private_ticket_is_asked_about_by_its_number_alone() -> None:
    heard = spoken("acceptance", event(happening("prompt_opened"), PRIVATE))
    assert heard[0][1] == "#12 for ops (private). dibs 12 takes it, decline 12 passes."


@pytest.mark.parametrize(
    "what",
    [
        happening("prompt_opened"),
        happening("prompt_repeated", left=60),
        happening("prompt_half_over", left=60),
        happening("assignment_offered", person=2),
    ],
    ids=lambda what: what.kind,
)
def test_every_question_holds_only_as_long_as_the_offer(what: Happening) -> None:
    assert {notice.holds for notice in said("acceptance", event(what))} == {"offer"}


def test_who_had_it_hears_that_somebody_else_was_asked_and_said_yes() -> None:
    heard = spoken("acceptance", event(happening("ticket_accepted", was=3, owner=2, asker=1)))
    assert (Person(3), "#12 printer on fire: bob was asked and has it from now on.") in heard


def test_an_owner_who_gave_it_on_hears_of_the_yes_once() -> None:
    heard = spoken("acceptance", event(happening("ticket_accepted", was=1, owner=2, asker=1)))
    assert [text for to, text in heard if to == ALICE] == ["#12 bob said yes and has it."]


def test_the_reporter_reads_what_was_said_at_the_end() -> None:
    what = replace(happening("ticket_closed", resolution="wontfix"), texts={"text": "no money this year."})
    assert spoken("acceptance", event(what)) == [
        (Reporter(), "#12 printer on fire: closed by bob (wontfix): no money this year. Not solved? reopen 12")
    ]


def test_the_owner_hears_that_it_was_withdrawn_and_why() -> None:
    heard = spoken("acceptance", event(happening("ticket_withdrawn", actor="alice", owner=2, reason="unplugged.")))
    assert heard == [(BOB, "#12 printer on fire: alice withdrew it: unplugged.")]
    heard = spoken("acceptance", event(happening("ticket_withdrawn", actor="its reporter", owner=2), PRIVATE))
    assert heard == [(BOB, "#12 (private): its reporter withdrew it.")]


def test_who_loses_it_hears_who_took_it_and_why_and_the_reporter_who_has_it() -> None:
    heard = spoken("acceptance", event(happening("ticket_stolen", was=1, owner=2, reason="she is asleep")))
    assert heard == [
        (ALICE, "#12 printer on fire: bob took it from you: she is asleep."),
        (Reporter(), "#12 printer on fire: bob has it now."),
    ]


def test_the_reporter_and_who_had_it_hear_where_it_went() -> None:
    text = "#12 printer on fire: bob moved it to ops, which is asked."
    assert spoken("acceptance", event(happening("ticket_moved", was=1, from_role="net"))) == [
        (Reporter(), text),
        (ALICE, text),
    ]


def test_the_owner_hears_of_a_change_and_nobody_else_does() -> None:
    what = happening("ticket_edited", owner=1, what="title, priority")
    assert spoken("acceptance", event(what)) == [(ALICE, "#12 printer on fire: bob changed title, priority.")]
    assert spoken("acceptance", event(happening("ticket_edited", owner=None, what="title"))) == []
