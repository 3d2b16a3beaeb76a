"""Text on its way into a line: made harmless, and made to fit."""

import re
import unicodedata
from collections.abc import Sequence

LINE = 140
"""Characters in a line; people read on phones."""

CUT = "..."

TYPE = "\x1a"
"""Stands before what one may type, until `shown` puts there what it needs where it is read. Doors let none in."""

_COLOURS = re.compile(r"\x03(?:[0-9]{1,2}(?:,[0-9]{1,2})?)?|\x04(?:[0-9A-Fa-f]{6}(?:,[0-9A-Fa-f]{6})?)?")
_BREAKS = re.compile("\r\n|[\t\n\v\f\r\x85\u2028\u2029]")
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_SURROGATES = re.compile("[\ud800-\udfff]")
_JOINERS = re.compile("\u200d")

_MARKS = frozenset({"Mn", "Me", "Mc", "Sk"})
"""Sk holds the skin tones."""


def clean(text: str) -> str:
    """Nothing invisible is left: colours and formatting, control characters, bidi controls, zero-width characters.

    Line breaks and tabs become a space. A zero-width joiner stays inside an emoji and after a virama, where it
    changes what is read; the non-joiner stays. See modern.ircdocs.horse/formatting, Unicode UAX 9 and UTS 51.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _BREAKS.sub(" ", _COLOURS.sub("", text))
    text = _SURROGATES.sub("\ufffd", _UNSEEN.sub("", text))
    return _JOINERS.sub(_joiner, text)


def shown(text: str, prefix: str = "") -> str:
    """`clean`, with the prefix before what one may type: `!` where others read, nothing in private.

    No line begins with the prefix, since another bot could obey it: one that begins with what to type shows none.
    """
    if text.startswith(TYPE) and prefix != TYPE:
        prefix = ""
    return prefix.join(clean(part) for part in text.split(TYPE))


def fit(text: str, limit: int = LINE) -> str:
    """At most `limit` characters, cut between words where it can be, and never inside a character."""
    if len(text) <= limit:
        return text
    room = max(0, limit - len(CUT))
    space = text.rfind(" ", 0, room + 1)
    end = space if space > room // 2 else _character_start(text, room)
    return (text[:end].rstrip(" ") + CUT)[:limit]


def around(before: str, text: str, after: str = "", limit: int = LINE) -> str:
    """`before` + `text` + `after` in one line; only `text`, which is somebody's own, is cleaned and cut."""
    return before + fit(clean(text), max(12, limit - len(before) - len(after))) + after


MOST_LISTED = 8


def listed(before: str, items: Sequence[str], after: str = "", *, of: int = 0) -> str:
    """`before` + `ops, net and 3 more` + `after` in one line: as many as fit, one at least. `of`: how many there are,
    where not all are given."""
    line = before + after
    for count in range(min(len(items), MOST_LISTED), 0, -1):
        left = max(of, len(items)) - count
        more = f" and {left} more" if left else ""
        line = f"{before}{', '.join(items[:count])}{more}{after}"
        if len(line) <= LINE:
            break
    return line


def _joiner(match: re.Match[str]) -> str:
    text, at = match.string, match.start()
    before, after = text[max(0, at - 2) : at], text[at + 1 : at + 2]
    return "\u200d" if before and after and _joins(before, after) else ""


def _joins(before: str, after: str) -> bool:
    if unicodedata.combining(before[-1]) == 9:
        return True
    base = before[-2:-1] if before[-1] == "\ufe0f" or unicodedata.category(before[-1]) == "Sk" else before[-1]
    return bool(base) and unicodedata.category(base) == "So" and unicodedata.category(after) in {"So", "Sm"}


def _character_start(text: str, at: int) -> int:
    """The nearest place at or before `at` that doesn't tear a base from its marks or a joined emoji."""
    lowest = max(0, at - 16)
    while at > lowest and (_continues(text[at]) or text[at - 1] == "\u200d"):
        at -= 1
    return at


def _continues(char: str) -> bool:
    return char in "\u200d\ufe0f" or unicodedata.category(char) in _MARKS
