import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.commands.words import Scanner, Titled, split_title


@pytest.mark.parametrize(
    ("text", "titled"),
    [
        ("printer on fire -- 3rd floor", Titled("printer on fire", "3rd floor")),
        ("printer on fire — 3rd floor", Titled("printer on fire", "3rd floor")),
        ("a -- b -- c — d", Titled("a", "b -- c — d")),
        ("a — b -- c", Titled("a", "b -- c")),
        ("-- not a description", Titled("-- not a description")),
        ("foo--bar a--b", Titled("foo--bar a--b")),
        ("ends with --", Titled("ends with --")),
        ("can't print \\\\server\\share", Titled("can't print \\\\server\\share")),
        ("$(rm -rf /) `x` {0} %s", Titled("$(rm -rf /) `x` {0} %s")),
        ('"@ops is down"', Titled("@ops is down")),
        ("“@ops is down”", Titled("@ops is down")),
        ('"a -- b" -- c', Titled("a -- b", "c")),
        ('"a -- b" — c', Titled("a -- b", "c")),
        ('"foo" is broken', Titled('"foo" is broken')),
        ('"foo" is "broken"', Titled('foo" is "broken')),
        ('"open -- quote', Titled('"open', "quote")),
        ('"', Titled('"')),
        ('""', Titled("")),
    ],
)
def test_a_title_ends_where_two_dashes_stand_between_spaces(text: str, titled: Titled) -> None:
    assert split_title(text) == titled


@given(st.text(st.characters(exclude_characters='"“”„—-\n')))
def test_a_title_is_kept_byte_for_byte(text: str) -> None:
    assert split_title(text).title == text.strip(" \t\u00a0\u202f")


@pytest.mark.parametrize(
    ("text", "titled"),
    [
        ("printer on fire\nE13\n\n  tray 2 ", Titled("printer on fire", "E13\n\n  tray 2")),
        ("printer on fire -- 3rd floor\nE13", Titled("printer on fire", "3rd floor\nE13")),
        ('"a -- b"\nE13 -- x', Titled("a -- b", "E13 -- x")),
        ("\n\nprinter on fire\n", Titled("printer on fire")),
    ],
)
def test_lines_behind_the_title_describe_it(text: str, titled: Titled) -> None:
    assert split_title(text) == titled


@given(st.text())
def test_words_and_rest_together_are_the_line(text: str) -> None:
    scanner = Scanner(text)
    before = scanner.rest()
    word = scanner.take()
    assert before.startswith(word)
    assert before.endswith(scanner.rest())
    assert text.endswith(before)


def test_only_spaces_divide_words() -> None:
    scanner = Scanner("a\u3000b\u00a0c\td e")
    assert [scanner.take() for _ in range(4)] == ["a\u3000b", "c", "d", "e"]
