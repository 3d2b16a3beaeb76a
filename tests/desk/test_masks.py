"""Masks: what they match, in how much time, and which are no good."""

import time
from fnmatch import fnmatchcase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.desk.masks import folded, host_of, matches, need_mask

MALLORY = "mallory!web@gate-7.host.example"
LONG = "a" * 480


@pytest.mark.parametrize(
    "mask",
    [
        "mallory!web@gate-7.host.example",
        "*!*@*.host.example",
        "mal*!*@*",
        "m?llory!*@*",
        "*!web@gate-*",
        "*!*@gate-?.host.exampl?",
    ],
)
def test_a_star_stands_for_any_and_a_question_mark_for_one(mask: str) -> None:
    assert matches(need_mask(mask), MALLORY)


@pytest.mark.parametrize("mask", ["mallor!*@*", "*!*@host.example", "m?allory!*@*", "*!*@gate-7.host.example?"])
def test_what_differs_is_somebody_else(mask: str) -> None:
    assert not matches(need_mask(mask), MALLORY)


def test_letters_are_folded() -> None:
    assert matches(need_mask("Mallory!*@*.HOST.example"), folded("MALLORY!web@a.host.Example"))


@pytest.mark.parametrize(
    "wrong", ["*!*@*", "*!*@*.*", "a*!*@*b", "mallory", "mallory!web", "web@host", "!web@host", "a!b@c@d", "a!b!c@host"]
)
def test_what_is_no_mask_or_everybodys_is_refused_with_an_example(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"ignore \*!\*@host\.example"):
        need_mask(wrong)


def test_a_mask_of_a_megabyte_is_refused_by_its_length() -> None:
    with pytest.raises(ValueError, match="at most 128 characters"):
        need_mask("*" * 1_000_000 + "!a@b")


@given(st.text("ab*?", max_size=12), st.text("ab", max_size=12))
def test_it_means_what_shells_mean(mask: str, who: str) -> None:
    assert matches(mask, who) == fnmatchcase(who, mask)


@pytest.mark.parametrize("mask", ["*a" * 60 + "b", "*" * 128, "?" * 60 + "*b" * 30, "*aaaa" * 25 + "b"])
def test_no_mask_takes_long_whatever_it_is_held_against(mask: str) -> None:
    began = time.process_time()
    for _ in range(10):
        matches(mask, LONG)
    assert time.process_time() - began < 0.5, "a budget of 50 ms each (THREATS)"


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("alice!a@Host.Example", "mallory!b@host.example", True),
        ("alice!a@host.example", "alice!a@other.example", False),
        ("a!a@2001:db8::1", "b!b@2001:db8::ffff:2", True),
        ("a!a@2001:db8:0:1::1", "b!b@2001:db8:0:2::1", False),
        ("a!a@192.0.2.1", "b!b@192.0.2.2", False),
        ("a!a@::ffff:192.0.2.1", "b!b@::ffff:192.0.2.2", False),
    ],
)
def test_a_household_is_one_host_and_nobody_else_is(one: str, other: str, *, alike: bool) -> None:
    assert (host_of(one) == host_of(other)) is alike
