"""watching: those who follow a ticket hear what happens to it, a line for all that happens at about the same time."""

import pytest

from chatbot.plugin import Watchers
from tests.plugins.facts import PRIVATE, Happening, event, happening, said

HEARD = [
    (happening("ticket_accepted"), "#12 printer on fire: taken by bob.", "#12 taken by bob"),
    (happening("ticket_stolen"), "#12 printer on fire: taken over by bob.", "#12 taken over by bob"),
    (
        happening("ticket_stolen", reason="asleep."),
        "#12 printer on fire: taken over by bob: asleep.",
        "#12 taken over by bob: asleep.",
    ),
    (
        happening("ticket_released"),
        "#12 printer on fire: given back by bob; ops is asked.",
        "#12 given back by bob; ops is asked",
    ),
    (happening("ticket_moved"), "#12 printer on fire: moved to ops by bob.", "#12 moved to ops by bob"),
    (
        happening("ticket_advanced", name="mitigated"),
        "#12 printer on fire: mitigated, by bob.",
        "#12 mitigated, by bob",
    ),
    (
        happening("ticket_edited", what="title"),
        "#12 printer on fire: title changed by bob.",
        "#12 title changed by bob",
    ),
    (
        happening("ticket_closed", resolution="fixed"),
        "#12 printer on fire: closed by bob (fixed).",
        "#12 closed by bob (fixed)",
    ),
    (
        happening("ticket_reopened", owner=2),
        "#12 printer on fire: reopened by bob; its owner has it again.",
        "#12 reopened by bob; its owner has it again",
    ),
    (
        happening("ticket_reopened", owner=None),
        "#12 printer on fire: reopened by bob; ops is asked.",
        "#12 reopened by bob; ops is asked",
    ),
    (
        happening("ticket_merged", other=34, hidden=False),
        "#12 printer on fire: merged into #34 by bob.",
        "#12 merged into #34 by bob",
    ),
    (
        happening("ticket_merged", other=34, hidden=True),
        "#12 printer on fire: closed as a duplicate by bob.",
        "#12 closed as a duplicate by bob",
    ),
    (happening("ticket_withdrawn"), "#12 printer on fire: withdrawn by bob.", "#12 withdrawn by bob"),
    (happening("ticket_commented"), "#12 printer on fire: bob added to it.", "#12 bob added to it"),
    (
        happening("ticket_timed_out", why="lifetime"),
        "#12 printer on fire: nobody in ops has taken it.",
        "#12 nobody in ops has taken it",
    ),
]


@pytest.mark.parametrize(("what", "text", "brief"), HEARD)
def test_a_watcher_hears_it_with_the_title_and_briefly_among_others(what: Happening, text: str, brief: str) -> None:
    (notice,) = said("watching", event(what))
    assert (notice.text, notice.brief, notice.joined) == (text, brief, "Watched")


def test_what_the_channel_reads_anyway_isnt_said_to_who_sits_there() -> None:
    to = {what.kind: said("watching", event(what))[0].to for what, _, _ in HEARD}
    aloud = {kind for kind, target in to.items() if target == Watchers(unless_heard=True)}
    assert aloud == {"ticket_accepted", "ticket_moved", "ticket_timed_out", "ticket_merged"}
    assert set(to.values()) == {Watchers(), Watchers(unless_heard=True)}


def test_of_a_private_one_the_number_is_told() -> None:
    (notice,) = said("watching", event(happening("ticket_stolen", reason="asleep"), PRIVATE))
    assert notice.text == "#12 (private): taken over by bob."
