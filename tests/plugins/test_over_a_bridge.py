"""What is said to who reported over a bridge can be done over it, and is shown as it is typed in a channel."""

from dataclasses import replace

import pytest

from chatbot.plugin import TYPE, Reporter
from tests.plugins.facts import PRINTER, Happening, event, spoken

BRIDGED = replace(PRINTER, bridged=True)
QUESTION = {"text": "which floor?"}


@pytest.mark.parametrize(
    ("plugin", "what", "sentence"),
    [
        (
            "timeouts",
            Happening("ticket_timed_out", {"why": "lifetime", "lifetime": 1800}, {}),
            f"#12 printer on fire: nobody in ops took it in 30m. It stays open: {TYPE}show 12",
        ),
        (
            "acceptance",
            Happening("ticket_closed", {"resolution": "fixed"}, {}),
            "#12 printer on fire: closed by bob (fixed).",
        ),
        ("resting", Happening("ticket_asked", {}, QUESTION), f"#12 bob asks: which floor? Answer: {TYPE}re 12 <text>"),
        (
            "resting",
            Happening("ticket_asked_again", {}, QUESTION),
            f"#12 waits for your answer: which floor? Answer: {TYPE}re 12 <text>",
        ),
    ],
)
def test_it_says_what_they_can_do(plugin: str, what: Happening, sentence: str) -> None:
    assert spoken(plugin, event(what, BRIDGED))[0] == (Reporter(), sentence)
