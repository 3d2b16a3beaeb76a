"""What a line of dibs says to type, as it is typed at a shell."""

import re
from collections.abc import Mapping

from chatbot.cli.terminal.names import OWN, verb_of
from chatbot.desk.wording import TYPE, shown

CALLED: Mapping[str, str] = {"dibs": "accept", "re": "comment"}
"""Names of chat that a line may show, and how the verb is called at a shell."""

_SPECIAL = re.compile(r'(?<!\S)(?:[a-z]+:[<>]=?[^\s.,]+|"[^"\s][^"]*")')
"""What a shell would take for its own: `touched:>2w`, `"two words"`. `<ticket>` is there to be replaced."""
_ENDS = ".,:;?"


def typeable(line: str, prefix: str) -> str:
    """`dibs show 5`, `dibs accept 5`, `dibs edit --help`; what is for chat alone as it is typed there, `!quiet`."""
    before, *parts = line.split(TYPE)
    return shown(before) + "".join(_typed(part, prefix if before or at else "") for at, part in enumerate(parts))


def _typed(part: str, prefix: str) -> str:
    word, space, rest = part.partition(" ")
    first = word.rstrip(_ENDS)
    if first in CALLED and space:
        return _quoted(shown(f"dibs {CALLED[first]}{word.removeprefix(first)} {rest}"))
    if first == "help" and (verb := verb_of([one.rstrip(_ENDS) for one in rest.split(" ")])):
        return shown(f"dibs {verb} --help{rest.removeprefix(verb)}")
    words = [one.rstrip(_ENDS) for one in part.split(" ")[:2]]
    here = verb_of(words) or " ".join(words) in OWN
    return _quoted(shown(f"dibs {part}")) if here else shown(f"{prefix}{part}")


def _quoted(text: str) -> str:
    return _SPECIAL.sub(lambda match: f"'{match[0]}'", text)
