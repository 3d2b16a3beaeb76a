"""What every refusal of a parser has to be."""

import re

from chatbot.desk.wording import LINE, TYPE, clean

MACHINE = re.compile(r"Traceback|invalid literal|object has no|codec can't|Errno|<class|not subscriptable|out of range")
"""The words of Python, which nobody who types a ticket should read."""


def a_sentence(text: str, longest: int = LINE) -> None:
    """Short, of one line, nothing in it that isn't seen, and in our own words."""
    text = text.replace(TYPE, "")
    assert text, "nothing is said"
    assert len(text) <= longest, f"{len(text)} characters: {text}"
    assert clean(text) == text, f"not clean: {text!r}"
    assert not MACHINE.search(text), text


def a_line(data: bytes) -> None:
    """What may go out on the wire: one line, with its end and no other."""
    assert data.endswith(b"\r\n"), data
    assert not re.search(rb"[\r\n\x00]", data[:-2]), data
