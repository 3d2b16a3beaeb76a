"""Masks: what is kept means as much as it says, and matches what the same pattern would. `mask who`."""

import re

from chatbot.desk.masks import folded, host_of, is_mask, matches, need_mask
from chatbot.irc.lines import decode
from tests.fuzz.saying import a_sentence

LONGEST = 160
MOST_STARS = 4
"""More would keep the pattern beside it busy, and not what is tested."""


def one(data: bytes) -> None:
    mask, _, who = decode(data).partition(" ")
    is_mask(mask)
    host_of(who)
    try:
        kept = need_mask(mask)
    except ValueError as refused:
        a_sentence(str(refused))
        return
    assert need_mask(kept) == kept
    who = folded(who)
    if kept.count("*") <= MOST_STARS:
        wanted = "".join({"*": ".*", "?": "."}.get(sign, re.escape(sign)) for sign in kept)
        assert matches(kept, who) == (re.fullmatch(wanted, who, re.DOTALL) is not None)
