import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.desk.suggest import distance, nearest, no_such
from chatbot.desk.wording import LINE, around, clean, fit, listed


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("\x0304,12red\x03 and \x02bold\x0f", "red and bold"),
        ("\x04ff0000red", "red"),
        ("\x033 cats", " cats"),
        ("two\r\nlines\tand\u2028more", "two lines and more"),
        ("\x1b[31mred", "[31mred"),
        ("right\u202eot tfel\u2066", "rightot tfel"),
        ("b\u200bo\u2060b\ufeff", "bob"),
        ("\u200dlonely\u200d", "lonely"),
        (
            "👩\u200d💻 👩🏽\u200d💻 🏳\ufe0f\u200d🌈 ❤\ufe0f\u200d🔥",
            "👩\u200d💻 👩🏽\u200d💻 🏳\ufe0f\u200d🌈 ❤\ufe0f\u200d🔥",
        ),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("خانهٔ\u200cما", "خانهٔ\u200cما"),
        ("می\u200c\u200cخواهم", "می\u200cخواهم"),
        ("അവന്\u200d അവന്\u200d", "അവന്\u200d അവന്\u200d"),
        ("ශ්\u200dරී", "ශ්\u200dරී"),
        ("ক্\u200cষ র\u200d্যাম", "ক্\u200cষ র\u200d্যাম"),
        ("ᠠ\u180b ᠠ", "ᠠ\u180b ᠠ"),
        ("1\ufe0f\u20e3 ❤\ufe0f ℹ\ufe0f ™\ufe0e", "1\ufe0f\u20e3 ❤\ufe0f ℹ\ufe0f ™\ufe0e"),
        ("b\u200co\ufe0fb\u180b\ufe0f 1\ufe0f", "bob 1"),
        ("\u200cbob\u200c\u200d \u200cbob", "bob bob"),
        ("b\u034fo\u115f\u1160b\u17b4\u3164\uffa0\ufff0\U0001bca0\U0001d159\U0001d173", "bob"),
        ("\u2807\u2800\u2807", "\u2807 \u2807"),
        ("\udc80broken", "\ufffdbroken"),
        ("Müller straße 東京", "Müller straße 東京"),
    ],
)
def test_nothing_invisible_is_left_in_a_line(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


JOINED = "a1 \u0645\u064e\u200c\u200d\ufe0f\u180b\u1820\u094d\u0930\u2764\u20e3\U0001f3fd"


@given(st.text() | st.text(JOINED))
def test_a_cleaned_text_is_one_line_without_controls_and_stays_as_it_is(text: str) -> None:
    cleaned = clean(text)
    assert not any(unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} for char in cleaned)
    assert clean(cleaned) == cleaned
    assert not set(cleaned) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u200e\u200f")
    cleaned.encode()


@pytest.mark.parametrize(
    "text",
    [
        *("\u3164", "\u2800", "\u115f\u1160", "\u034f", "\u200c", "\u200d", "\ufe0f", "\u17b4", "\u180b", "\uffa0"),
        *("\U0001d159", "\U0001d173", "\U0001bca0", "\U000e0100", "\u2800 \ufe0f \u200c\u200d"),
    ],
)
def test_what_shows_nothing_is_cleaned_to_nothing(text: str) -> None:
    assert clean(text).strip() == ""


def test_a_long_title_is_cut_between_words() -> None:
    assert fit("printer on fire in the third floor", 20) == "printer on fire..."


def test_one_long_word_is_cut_where_it_must_be() -> None:
    assert fit("x" * 50, 20) == "x" * 17 + "..."


def test_a_cut_never_tears_a_letter_from_its_accent() -> None:
    assert fit("e\u0301" * 20, 10) == "e\u0301" * 3 + "..."


@given(st.text(), st.integers(min_value=0, max_value=200))
def test_what_is_cut_is_short_enough(text: str, limit: int) -> None:
    assert len(fit(text, limit)) <= limit


def test_the_number_and_what_to_type_are_never_cut() -> None:
    line = around("#12 new for ops: ", "printer \x02on fire " * 20, " (alice). Take it: dibs 12")
    assert line.startswith("#12 new for ops: printer on fire")
    assert line.endswith("... (alice). Take it: dibs 12")
    assert len(line) <= 140


@pytest.mark.parametrize(
    ("left", "right", "edits"),
    [
        ("accept", "acept", 1),
        ("close", "colse", 1),
        ("list", "list", 0),
        ("", "abc", 3),
        ("ops", "opps", 1),
        ("a", "", 1),
    ],
)
def test_a_slip_of_the_finger_is_one_edit(left: str, right: str, edits: int) -> None:
    assert distance(left, right) == distance(right, left) == edits


def test_a_name_is_near_only_within_the_edits() -> None:
    assert nearest("opps", ["net", "ops"]) == "ops"
    assert nearest("support", ["net", "ops"]) is None
    assert nearest("x" * 5000, ["x"], edits=2) is None


def test_of_what_is_listed_as_much_is_shown_as_fits_and_the_rest_is_counted() -> None:
    """One at least, also where a line is too long by itself."""
    assert listed("There are ", ["ops", "net"], ".") == "There are ops, net."
    assert listed("There are ", ["a" * 50, "b" * 50, "c" * 50], ".") == f"There are {'a' * 50}, {'b' * 50} and 1 more."
    assert listed("", [str(number) for number in range(12)]) == "0, 1, 2, 3, 4, 5, 6, 7 and 4 more"
    assert listed("", ["a", "b"], of=50) == "a, b and 48 more"
    assert listed("", ["a" * 150, "b"]) == f"{'a' * 150} and 1 more"
    assert listed("None", [], ".") == "None."


def test_an_unknown_name_with_long_ones_to_choose_from_fits_a_line() -> None:
    known = [f"{number}{'r' * 29}" for number in range(9)]
    said = no_such("role", "x" * 40, known, " An admin makes one: role create ops")
    assert said.endswith("and 8 more. An admin makes one: role create ops")
    assert len(said) <= LINE


def test_an_unknown_name_is_answered_with_those_that_there_are() -> None:
    assert no_such("role", "opps", ["net", "ops"]) == "No role opps; there are ops, net."
    assert no_such("role", "x", []) == "No role x; there are none yet."
    assert no_such("role", "x", ["ops"]) == "No role x; there is ops."
    assert no_such("role", "x", [f"r{n}" for n in range(9)]).endswith("r7 and 1 more.")
    assert no_such("role", "\x02x\n" * 90, ["ops"]).startswith("No role x x x")
