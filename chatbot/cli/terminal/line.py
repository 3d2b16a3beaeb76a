"""The line that somebody types, as their shell hands it over to Typer: what stands before the word that is begun."""

import re
import shlex
from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

VARIABLE = "_DIBS_COMPLETE"

BASH, OTHERS = "bash", ("zsh", "fish")
BREAKS = re.compile(r"[:=@]+")
"""What bash takes for words of their own (COMP_WORDBREAKS), though `owner:me` is one of ours. It puts what is offered
behind the last `:` or `=`, but in the place of an `@`."""


class Line(Struct, frozen=True):
    """`word`: what is begun, without what bash doesn't replace of it, `glued`. Without `shell` it isn't known."""

    before: Sequence[str] = ()
    word: str = ""
    glued: str = ""
    shell: str = ""

    def without(self, count: int) -> "Line":
        return replace(self, before=self.before[count:])


def line_of(environment: Mapping[str, str]) -> Line:
    shell = environment.get(VARIABLE, "").rpartition("_")[2]
    if shell == BASH:
        return _of_bash(environment["COMP_WORDS"].split("\n"), int(environment["COMP_CWORD"]))
    if shell in OTHERS:
        typed = environment.get("_TYPER_COMPLETE_ARGS", "")
        *before, word = [*_words(typed)[1:], *([""] if typed.endswith(" ") or not typed else [])] or [""]
        return Line(before, word, shell=shell)
    return Line()


def handed_on(line: Line) -> Mapping[str, str]:
    """The same line for Typer, as its shell would have said it."""
    said = shlex.join(["dibs", *line.before])
    if line.shell == BASH:
        return {"COMP_WORDS": f"{said} {shlex.quote(line.word)}", "COMP_CWORD": str(len(line.before) + 1)}
    return {"_TYPER_COMPLETE_ARGS": f"{said} {shlex.quote(line.word) if line.word else ''}"}


def _of_bash(tokens: Sequence[str], at: int) -> Line:
    joined: list[str] = []
    glue = False
    for token in [*tokens, ""][: at + 1]:
        breaks = BREAKS.fullmatch(token) is not None
        if joined and token and (glue or (breaks and not token.startswith("@"))):
            joined[-1] += token
        else:
            joined.append(token)
        glue = breaks
    glued = joined[-1][: _kept(joined[-1], "" if glue else [*tokens, ""][at])]
    replaced = joined[-1].removeprefix(glued)
    before = [word for token in joined[1:-1] for word in _words(token)]
    if glued.startswith("--") and glued.endswith("="):  # an option, which Typer knows
        before, glued = [*before, glued[:-1]], ""
    return Line(before, "".join(_words(replaced)), "".join(_words(glued)), BASH)


def _kept(word: str, token: str) -> int:
    """How much of it stays where it is: all before its last token, and before an `@` in front of that."""
    return len(word.removesuffix(token).rstrip("@"))


def _words(typed: str) -> list[str]:
    """As a shell reads them; the last quote may be open still."""
    reader = shlex.shlex(typed, posix=True)
    reader.whitespace_split, reader.commenters = True, ""
    found: list[str] = []
    try:
        found.extend(iter(reader))
    except ValueError:
        found.append(reader.token)
    return found
