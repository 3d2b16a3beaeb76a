"""A line, word by word. What is free text stays as it was typed, byte for byte."""

import re
from collections.abc import Collection

from msgspec import Struct

from chatbot.commands.refusals import Usage
from chatbot.desk.bounds import USUAL

SEPARATORS = " \t\n\u00a0\u202f"
"""Phones type no-break spaces by themselves; a message of several lines has line feeds."""

QUOTES = '"“”„'
DASHES = (" -- ", " — ")

_WORD = re.compile(f"[^{SEPARATORS}]*")
_GAP = re.compile(f"[{SEPARATORS}]*")
_LETTERS = "[A-Za-z][A-Za-z_-]{0,29}"
"""Of a key: no more than can be said back twice in a line."""
_KEY = re.compile(f"({_LETTERS})=")
_LATER_KEY = re.compile(f"(?<=[{SEPARATORS}])({_LETTERS})=")
_QUOTE = re.compile(f"[{QUOTES}]")


class Titled(Struct, frozen=True):
    """A title, and what came after the first `--`."""

    title: str
    description: str = ""


class Scanner:
    """Reads forward only; every step is linear in what it passes."""

    __slots__ = ("_at", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._skip(_GAP)

    def word(self) -> str:
        """The next word, left where it is; empty at the end."""
        match = _WORD.match(self._text, self._at)
        return match.group() if match else ""

    def take(self) -> str:
        word = self.word()
        self._at += len(word)
        self._skip(_GAP)
        return word

    def key(self) -> str:
        """`priority` if `priority=` comes next, as it was typed; else empty. Left where it is."""
        match = _KEY.match(self._text, self._at)
        return match[1] if match else ""

    def take_value(self, key: str) -> str:
        """What stands behind `key=`, out of its quotes if it has some."""
        self._at += len(key) + 1
        if self._text[self._at : self._at + 1] in QUOTES and self._at < len(self._text):
            return self._take_quoted(key)
        return self.take()

    def take_text(self, key: str, later: Collection[str], texts: Collection[str]) -> str:
        """What stands behind `key=`, out of its quotes if it has some; else the words in front of the next key.

        `later`: the keys that may still come, `texts` those of them whose values are texts. The last of the texts
        takes all that is left (VOICE, grammar 4).
        """
        if self._text[self._at + len(key) + 1 :][:1] in tuple(QUOTES):
            return self.take_value(key)
        start = self._at + len(key) + 1
        found = [match for match in _LATER_KEY.finditer(self._text, start) if match[1].lower() in later]
        end = found[0].start() if any(match[1].lower() in texts for match in found) else len(self._text)
        self._at = end
        self._skip(_GAP)
        return self._text[start:end].strip(SEPARATORS)

    def skip(self, text: str) -> None:
        """Past that text, which comes next, and the gap behind it."""
        self._at += len(text)
        self._skip(_GAP)

    def rest(self) -> str:
        """All that is left."""
        return self._text[self._at :]

    def _take_quoted(self, key: str) -> str:
        start = self._at + 1
        end = _QUOTE.search(self._text, start)
        if end is None or self._text[end.end() : end.end() + 1] not in ("", *SEPARATORS):
            raise Usage(f'{key}= has an open quote: close it, as in {key}="two words", and put a space behind it.')
        self._at = end.end()
        self._skip(_GAP)
        return self._text[start : end.start()]

    def _skip(self, pattern: re.Pattern[str]) -> None:
        match = pattern.match(self._text, self._at)
        self._at = match.end() if match else self._at


def split_title(text: str) -> Titled:
    """`printer on fire -- 3rd floor`; a title in quotes may hold anything (VOICE, grammar 1-3).

    Further lines are its description.
    """
    first, _, further = text.strip(SEPARATORS).partition("\n")
    first = first.rstrip(SEPARATORS)
    titled = _quoted_title(first) or _plain_title(first)
    if not further:
        return titled
    return Titled(titled.title, _few_lines(f"{titled.description}\n{further}".strip("\n")))


def _few_lines(text: str) -> str:
    lines = text.count("\n") + 1
    if lines > USUAL.pasted:
        raise Usage(f"A description has at most {USUAL.pasted} lines in one go, this one {lines}. Nothing was opened.")
    return text


def _plain_title(text: str) -> Titled:
    found = [(at, dash) for dash in DASHES if (at := text.find(dash)) >= 0]
    if not found:
        return Titled(text)
    at, dash = min(found)
    return Titled(text[:at].rstrip(SEPARATORS), text[at + len(dash) :].strip(SEPARATORS))


def _quoted_title(text: str) -> Titled | None:
    """None where the first character is no quote, or nothing closes it: then the quotes are text."""
    if text[:1] not in QUOTES or len(text) < 2:
        return None
    for quote in _QUOTE.finditer(text, 1):
        after = text[quote.end() :][:64]
        if not after:
            return Titled(text[1 : quote.start()].strip(SEPARATORS))
        if after.lstrip(SEPARATORS).startswith(("-- ", "— ")) and after[0] in SEPARATORS:
            description = text[quote.end() :].lstrip(SEPARATORS).removeprefix("--").removeprefix("—")
            return Titled(text[1 : quote.start()].strip(SEPARATORS), description.strip(SEPARATORS))
    return None
