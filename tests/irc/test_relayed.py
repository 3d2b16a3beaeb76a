"""What a bridge's bot writes, taken apart: by the formats that bridges have, and for whatever is written instead."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.irc.relayed import USUAL, Format, Said, format_of

ZWSP = "\u200b"
NAMES = st.text(st.characters(categories=["L", "N"], max_codepoint=0x2FF), min_size=1, max_size=32)
WORDS = st.text(st.characters(categories=["L", "N", "P"], max_codepoint=0x2FF), min_size=1).map(str.strip).filter(bool)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("<bob> !new printer on fire", Said("bob", "!new printer on fire")),
        ("[discord] <bob> !list", Said("bob", "!list", "discord")),
        ("[telegram]<bob> !list", Said("bob", "!list", "telegram")),
        ("<\x0304bob\x0f> !list", Said("bob", "!list")),
        ("\x02<\x02\x0304,05bob\x03> \x1dhello\x1d", Said("bob", "hello")),
        (f"<b{ZWSP}ob> !list", Said("bob", "!list")),
        (f"{ZWSP}<bob{ZWSP}>  !list ", Said("bob", "!list")),
        ("<Bob Smith> hi", Said("Bob Smith", "hi")),
        ("<bob> <carol> hi", Said("bob", "<carol> hi")),
    ],
)
def test_it_is_read_as_bridges_write_it(line: str, said: Said) -> None:
    assert format_of(USUAL).read(line) == said


@pytest.mark.parametrize(
    "line",
    [
        *("", "<", "<>", "<> x", "< > x", "<bob>", "<bob> ", "<bob>x", "hello", "!new x", "bob: x", " [x]", "[x", "[]"),
        *("[x] bob", "ACTION <bob> waves", "* bob waves", "dibs: !new x", f"<{ZWSP}> x", f"<{'b' * 99}> x"),
        *(f"[{'x' * 99}] <bob> x", "[a] [b] <bob> x", "**<bob>** x"),
    ],
)
def test_what_is_not_in_that_form_is_nobodys(line: str) -> None:
    assert format_of(USUAL).read(line) is None


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ("{nick}: {text}", "bob: hi"),
        ("[{nick}] {text}", "[bob] hi"),
        ("**<{nick}>** {text}", "**<bob>** hi"),
        ("({nick}){text}", "(bob) hi"),
    ],
)
def test_other_forms_can_be_said(written: str, line: str) -> None:
    assert format_of(written).read(line) == Said("bob", "hi")


@pytest.mark.parametrize(
    "written", ["", "{nick}", "{text}", "{text} {nick}>", "{nick}{text}", "{nick} {text}", "<{nick}> {text}.", "x"]
)
def test_a_form_that_cannot_tell_the_name_from_the_text_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="must be like"):
        format_of(written)


@given(NAMES, WORDS)
def test_what_was_put_together_is_taken_apart(name: str, text: str) -> None:
    assert format_of(USUAL).read(f"[irc] <{name}> {text}") == Said(name, text, "irc")


@given(st.text())
def test_whatever_is_written_is_read_or_is_nothing(line: str) -> None:
    for form in (format_of(USUAL), Format("", ": ")):
        said = form.read(line)
        assert said is None or (said.name and said.text and said.text in f"{line} ".replace("\x00", ""))


def test_a_long_line_is_looked_through_once() -> None:
    """A name has an end near its beginning; what has none isn't looked through for one."""
    for line in ("<" * 16_000, "[" * 16_000, "<" + "b" * 16_000 + "> x", "[" + "<b> " * 4_000, "] <" * 5_000):
        assert format_of(USUAL).read(line) in {None, Said("b", ("<b> " * 3_999).strip())}
