"""Who speaks over a bridge: named by it, and proved by nobody. Pure functions.

They are known by `<protocol>/<name> (bridged)!<relay>`. It has a space in it, so that it is no account, nick or mask.
"""

import unicodedata
from collections.abc import Callable

from chatbot.desk.wording import LINE, clean, fit

MARK = " (bridged)"
NAMELESS = "somebody"
LONGEST = 24
"""Characters of a name that are shown."""


def plain(name: str) -> str:
    """One word that can be shown in a channel: letters, digits, `-` and `_`, so that no part of it is a nick."""
    name = unicodedata.normalize("NFKC", clean(name)).strip()[:LONGEST]
    signs = ["-" if one == "-" else one if unicodedata.category(one)[0] in "LMN" else "_" for one in name]
    return "".join(signs).strip("_") or NAMELESS


def shown(name: str) -> str:
    """`bob (bridged)`"""
    return plain(name) + MARK


def mask(name: str, protocol: str, relay: str) -> str:
    return f"{plain(protocol)}/{shown(name)}!{relay}"


def relay_of(mask: str) -> str:
    """The bridge that they speak over; empty for who doesn't speak over one."""
    before, mark, relay = mask.partition(f"{MARK}!")
    return relay if mark and before else ""


def addressed(text: str, name: str) -> str:
    """`#12 printer on fire: bob has it.` for carol: `#12 for carol (bridged): printer on fire: bob has it.`"""
    number, space, rest = text.partition(" ")
    return fit(f"{number.rstrip(':')} for {name}: {rest}" if space else text, LINE)


def hushed(text: str, rings: Callable[[str], bool]) -> str:
    """Without the names that would highlight somebody on IRC who is called the same."""
    words, found = text.split(" "), list[str]()
    for word in words:
        if word.startswith(MARK.strip()) and found:
            before = found[-1].lstrip("(")
            found[-1] = found[-1].removesuffix(before) + NAMELESS if rings(before) else found[-1]
        found.append(word)
    return " ".join(found)
