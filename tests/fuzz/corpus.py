"""What is kept of each target: a text file, an input a line, in ASCII with Python's escapes. `#` begins a remark."""

import re
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from tests.fuzz import targets

HERE = Path(__file__).parent
CORPUS = HERE / "corpus"
MOST_WORDS = 200
_WORD = re.compile(rb"[A-Za-z_]{2,20}[=:]?|[^\sA-Za-z0-9]{2,4}")


class Target(Protocol):
    LONGEST: int

    def one(self, data: bytes) -> None:
        """Raises nothing, whatever it is given."""
        ...


def names() -> list[str]:
    return sorted(file.stem for file in Path(targets.__path__[0]).glob("[a-z]*.py"))


def target(name: str) -> Target:
    """Imported now and not before, so that what it tests can be instrumented first."""
    package = targets.__name__ if name in names() else "tests.fuzz"
    return cast("Target", import_module(f"{package}.{name}"))


def kept(name: str, folder: Path = CORPUS) -> list[bytes]:
    file = folder / f"{name}.txt"
    lines = file.read_text("ascii").splitlines() if file.exists() else []
    return [unescaped(line) for line in lines if line and not line.startswith("#")]


def keep(name: str, inputs: Iterable[bytes], why: str, folder: Path = CORPUS) -> int:
    """Add those that aren't there; how many that were."""
    known = set(kept(name, folder))
    new = [one for one in dict.fromkeys(inputs) if one and one not in known]
    if new:
        with (folder / f"{name}.txt").open("a", encoding="ascii") as file:
            file.write(f"# {why}\n" + "".join(f"{escaped(one)}\n" for one in new))
    return len(new)


def escaped(data: bytes) -> str:
    """On one line, with nothing at its ends that an editor would take away."""
    text = data.decode("latin-1").encode("unicode_escape").decode("ascii")
    ends = text[:-1] + "\\x20" if text.endswith(" ") else text
    return "\\x" + format(ord(ends[0]), "02x") + ends[1:] if ends[:1] in ("#", " ") else ends


def unescaped(line: str) -> bytes:
    return line.encode("ascii").decode("unicode_escape").encode("latin-1")


def words(inputs: Iterable[bytes]) -> list[bytes]:
    """What is put in here and there: the words and signs of what is kept."""
    found = dict.fromkeys(word for one in inputs for word in _WORD.findall(one))
    return list(found)[:MOST_WORDS]
