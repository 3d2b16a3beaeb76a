"""The one choke point: every line that goes out is made here, and `WireLine` is the proof of it.

What people wrote is data. No CR, LF, NUL or CTCP mark of theirs gets through, and no control that could restyle or
reorder what others read.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Literal, NewType

WireLine = NewType("WireLine", bytes)
"""One whole line with its CR LF, made by this module."""

CONTINUED = "| "
"""Before every further line of a text, so that no line begins with a user's words."""

_TO_SPACE = re.compile(r"[\x00\x01\t\r\n\u2028\u2029]")
_COLOUR = re.compile(r"\x03(?:\d{1,2}(?:,\d{1,2})?)?|\x04(?:[0-9A-Fa-f]{6}(?:,[0-9A-Fa-f]{6})?)?")
_STRIPPED = re.compile(
    r"[\x02-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_BAD_TARGET = re.compile(r"[\x00-\x20\x7f,]")
_MESSAGE_ID = re.compile(r"[\x21-\x7e]{1,255}")
"""Printable and short: escaped, it takes far less than the 4,094 bytes that the tags of a client may have."""
_TAG_ESCAPES = str.maketrans({";": r"\:", "\\": r"\\"})
"""Those of ircv3.net/specs/extensions/message-tags that a message id can need."""
_ZWJ = "\u200d"


def clean(text: str) -> str:
    return _STRIPPED.sub("", _COLOUR.sub("", _TO_SPACE.sub(" ", text)))


def is_target(name: str) -> bool:
    """One nick or channel that can stand on the wire: no list, no space, nothing that would start the text."""
    return bool(name) and not name.startswith(":") and not _BAD_TARGET.search(name) and clean(name) == name


def command(name: str, *params: str) -> WireLine:
    """A line of the protocol. The last parameter may hold spaces; in the others they would end it, and are cut off."""
    *middle, last = [clean(param) for param in params] or [""]
    words = [name, *(word.lstrip(":").split(" ")[0] or "*" for word in middle)]
    if params:
        plain = last and " " not in last and not last.startswith(":")
        words.append(last if plain else f":{last}")
    return WireLine(" ".join(words).encode() + b"\r\n")


def grouped(words: Sequence[str], longest: int, most: int | None = None) -> list[list[str]]:
    """In their order, as many together as fit into so many bytes with one between them; a longer one is alone.

    `most`: words in a group.
    """
    groups: list[list[str]] = []
    for word in words:
        if not groups or len(groups[-1]) == most or len(" ".join([*groups[-1], word]).encode()) > longest:
            groups.append([])
        groups[-1].append(word)
    return groups


def room(limit: int, mask_bytes: int, target: str) -> int:
    """Bytes left for the text, once the server has put our prefix before the line."""
    return limit - len(f": PRIVMSG {target} :\r\n".encode()) - mask_bytes


def privmsg(target: str, text: str, budget: int, verb: Literal["PRIVMSG", "NOTICE"] = "PRIVMSG") -> list[WireLine]:
    """The lines that say the text. The caller has asked `is_target`. A NOTICE is a letter shorter, so it fits too."""
    return [WireLine(f"{verb} {target} :{piece}\r\n".encode()) for piece in split(clean(text), budget)]


def is_message_id(msgid: str) -> bool:
    """One that can be sent back. Ids are opaque, so a doubtful one is left out and never mended."""
    return _MESSAGE_ID.fullmatch(msgid) is not None


def in_reply(lines: Sequence[WireLine], msgid: str) -> Sequence[WireLine]:
    """The same lines, tagged as replies to that message (ircv3.net/specs/client-tags/reply)."""
    if not is_message_id(msgid):
        return lines
    tags = f"@+draft/reply={msgid.translate(_TAG_ESCAPES)} ".encode()
    return [WireLine(tags + line) for line in lines]


def labelled(line: WireLine, label: str) -> WireLine:
    """Whoever answers it says so (ircv3.net/specs/extensions/labeled-response). A label is a plain word of ours."""
    tag = f"@label={label}".encode()
    return WireLine(tag + b";" + line[1:] if line.startswith(b"@") else tag + b" " + line)


def ctcp_answer(nick: str, verb: str, text: str) -> WireLine:
    """A NOTICE with the CTCP marks that `clean` lets nobody else set."""
    return WireLine(f"NOTICE {clean(nick)} :\x01{clean(verb)} {clean(text)}\x01\r\n".encode())


def split(text: str, budget: int) -> list[str]:
    """Pieces of at most `budget` bytes each, cut between words where there are any, never inside a character."""
    if len(text.encode()) <= budget:
        return [text]
    pieces, rest, mark = list[str](), text, ""
    while rest:
        piece, rest = _cut(rest, max(budget - len(mark), 8))
        pieces.append(mark + piece)
        mark = CONTINUED
    return pieces


def _cut(text: str, budget: int) -> tuple[str, str]:
    end = _fitting(text, budget)
    if end == len(text):
        return text, ""
    space = text.rfind(" ", 1, end + 1)
    at = space if space > end // 2 else end
    return text[:at].rstrip(" ") or text[:at], text[at:].lstrip(" ")


def _fitting(text: str, budget: int) -> int:
    """How many leading characters fit, ending between two clusters; inside one only where it alone is too long."""
    end = size = 0
    for cluster in _clusters(text):
        size += len(cluster.encode())
        if size > budget:
            return end or _fitting_characters(cluster, budget)
        end += len(cluster)
    return end


def _fitting_characters(text: str, budget: int) -> int:
    return max(len(text.encode()[:budget].decode(errors="ignore")), 1)


def _clusters(text: str) -> Iterator[str]:
    """What a reader takes for one character, as far as the standard library tells: marks, joiners, skins, flags."""
    start = 0
    for at in range(1, len(text)):
        if not _joined(text, start, at):
            yield text[start:at]
            start = at
    if text:
        yield text[start:]


def _joined(text: str, start: int, at: int) -> bool:
    here, before = text[at], text[at - 1]
    if _ZWJ in {before, here} or unicodedata.category(here) in {"Mn", "Me", "Mc"}:
        return True
    if "\U0001f3fb" <= here <= "\U0001f3ff" or "\U000e0020" <= here <= "\U000e007f":
        return True
    return _is_flag_letter(here) and _is_flag_letter(before) and (at - start) % 2 == 1


def _is_flag_letter(letter: str) -> bool:
    return "\U0001f1e6" <= letter <= "\U0001f1ff"
