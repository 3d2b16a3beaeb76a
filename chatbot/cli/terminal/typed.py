"""What a line of dibs says to type, as it is typed at a shell."""

from collections.abc import Mapping

from chatbot.cli.terminal.names import VERBS
from chatbot.desk.wording import TYPE, shown

CALLED: Mapping[str, str] = {"dibs": "accept", "re": "comment"}
"""Names of chat that a line may show, and how the verb is called at a shell."""


def typeable(line: str, prefix: str) -> str:
    """`dibs show 5`, `dibs accept 5`; what is for chat alone as it is typed there, `!watch 5`."""
    before, *parts = line.split(TYPE)
    return shown(before) + "".join(_typed(part, prefix) for part in parts)


def _typed(part: str, prefix: str) -> str:
    word, space, rest = part.partition(" ")
    first = word.rstrip(".,:;?")
    if first in CALLED and space:
        return shown(f"dibs {CALLED[first]}{word.removeprefix(first)} {rest}")
    return shown(f"{'dibs ' if first in VERBS else prefix}{part}")
