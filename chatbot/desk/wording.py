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
_BREAKS = re.compile("\r\n|[\t\n\v\f\r\x85\u2028\u2029\u2800]")
"""And the blank of braille, which is its space."""
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d159\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""Controls, and what Unicode calls Default_Ignorable_Code_Point but for those below; and a note without a head."""
_SURROGATES = re.compile("[\ud800-\udfff]")
_SELECTORS = re.compile("[\u180b-\u180d\u180f\ufe00-\ufe0f]+")
_JOINERS = re.compile("[\u200c\u200d]+")

_DRAWN_BOTH_WAYS = frozenset({"So", "Sm", "Lo"})
"""What a selector makes an emoji or a plain sign, or another form of an ideograph."""
_EMOJI_BESIDES = "\u203c\u2049\u2139\u3030"
_KEYCAPS = "0123456789#*"

_MARKS = frozenset({"Mn", "Me", "Mc", "Sk"})
"""Sk holds the skin tones."""


def clean(text: str) -> str:
    """Nothing invisible is left: colours and formatting, control characters, bidi controls, zero-width characters,
    fillers.

    Line breaks and tabs become a space. Joiners, non-joiners and variation selectors stay where they change what is
    read: in an emoji, beside a virama, between Arabic letters, behind a Mongolian one. See
    modern.ircdocs.horse/formatting, Unicode UAX 9, 31 and 44, and UTS 51.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _BREAKS.sub(" ", _COLOURS.sub("", text))
    text = _SURROGATES.sub("\ufffd", _UNSEEN.sub("", text))
    return _JOINERS.sub(_joiner, _SELECTORS.sub(_selector, text))


def only_seen(text: str) -> str:
    """`clean`, without what stays there but shows nothing by itself: to tell whether two names look the same."""
    text = clean(text)
    return text if text.isascii() else _JOINERS.sub("", _SELECTORS.sub("", text))


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


def _selector(match: re.Match[str]) -> str:
    """Of several the first alone counts."""
    before, after = match.string[max(0, match.start() - 1) : match.start()], match.string[match.end() : match.end() + 1]
    return match[0][0] if before and _selects(before, match[0][0], after) else ""


def _selects(before: str, selector: str, after: str) -> bool:
    if selector < "\ufe00":
        return "\u1820" <= before <= "\u18aa"
    if before in _KEYCAPS:
        return after == "\u20e3"
    return before in _EMOJI_BESIDES or unicodedata.category(before) in _DRAWN_BOTH_WAYS


def _joiner(match: re.Match[str]) -> str:
    """Of several the first alone counts."""
    text, at, one = match.string, match.start(), match[0][0]
    before, after = text[max(0, at - 3) : at], text[match.end() : match.end() + 1]
    joins = _joins if one == "\u200d" else _parts
    kept = _is_virama(before[-1:]) or _is_virama(after) or (before and after and joins(before, after))
    return one if before and kept else ""


def _is_virama(char: str) -> bool:
    """Behind one a joiner counts at the end, too: Malayalam's letters without a vowel are written so."""
    return char != "" and unicodedata.combining(char) == 9


def _joins(before: str, after: str) -> bool:
    base = before[-2:-1] if before[-1] == "\ufe0f" or unicodedata.category(before[-1]) == "Sk" else before[-1]
    return bool(base) and unicodedata.category(base) == "So" and unicodedata.category(after) in {"So", "Sm"}


def _parts(before: str, after: str) -> bool:
    """Letters that would be joined without it, whatever marks the first one bears."""
    letters = [char for char in before if not unicodedata.combining(char)]
    return bool(letters) and unicodedata.bidirectional(letters[-1]) == unicodedata.bidirectional(after) == "AL"


def _character_start(text: str, at: int) -> int:
    """The nearest place at or before `at` that doesn't tear a base from its marks or a joined emoji."""
    lowest = max(0, at - 16)
    while at > lowest and (_continues(text[at]) or text[at - 1] == "\u200d"):
        at -= 1
    return at


def _continues(char: str) -> bool:
    return char in "\u200d\ufe0f" or unicodedata.category(char) in _MARKS
