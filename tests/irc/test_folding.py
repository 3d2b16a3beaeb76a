"""Which names are the same name."""

import pytest

from chatbot.irc.folding import folder


@pytest.mark.parametrize(
    ("casemapping", "folded"),
    [("ascii", "a[]\\~^{}|"), ("rfc1459", "a{}|^^{}|"), ("strict-rfc1459", "a{}|~^{}|"), ("rfc7613", "a[]\\~^{}|")],
)
def test_each_casemapping_folds_what_it_says(casemapping: str, folded: str) -> None:
    assert folder(casemapping)("A[]\\~^{}|") == folded


@pytest.mark.parametrize("casemapping", ["ascii", "rfc1459", "strict-rfc1459"])
def test_letters_beyond_ascii_stay_as_they_are(casemapping: str) -> None:
    assert folder(casemapping)("ÄİK\u212a") == "Äİk\u212a"
