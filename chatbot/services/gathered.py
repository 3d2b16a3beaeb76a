"""One line for many: what of it is alike is said once, and where it is too long, numbers are enough."""

import re
from collections.abc import Sequence

from chatbot.desk.ranges import shown, typed
from chatbot.desk.wording import LINE, TYPE

MOST = 20
"""Tickets that one line may take (chatbot/commands/numbers.py)."""
LONGEST_TYPED = 30

_NUMBERED = re.compile(r"#([0-9]+)( .*)?", re.DOTALL)


def alike(briefs: Sequence[str]) -> list[str]:
    """`#12 by bob`, `#13 by bob`, `#15 by bob` are `#12-#13 #15 by bob`; each stands where its first one stood."""
    found: dict[str, list[str]] = {}
    for brief in briefs:
        numbered = _NUMBERED.fullmatch(brief)
        found.setdefault((numbered[2] or "") if numbered else f"\0{brief}", []).append(brief)
    return [part for rest, same in found.items() for part in _parts(rest, same)]


def _parts(rest: str, same: Sequence[str]) -> list[str]:
    if len(same) < 2 or rest.startswith("\0"):
        return list(dict.fromkeys(same))
    return [shown([int(brief[1:].partition(" ")[0]) for brief in same], LINE // 2) + rest]


def offers(word: str, briefs: Sequence[str], numbers: Sequence[int]) -> str:
    """Tickets that somebody may take: with their titles if they fit into a line, else as numbers; and how to."""
    named = f"{word}: {', '.join(dict.fromkeys(briefs))}. dibs {numbers[0]}"
    if len(named) <= LINE or len(set(numbers)) == 1:
        return named
    take, count = typed(numbers, MOST, LONGEST_TYPED)
    total = len(set(numbers))
    after = f". Take all: dibs {take}" if count == total else f". Take {count}: dibs {take}. All: {TYPE}list free"
    return f"{word}: {shown(numbers, LINE - len(word) - len(after) - 2)}{after}"
