"""Which names are the same name, by the server's CASEMAPPING. Only ASCII folds (modern.ircdocs.horse/#casemapping)."""

from collections.abc import Callable
from string import ascii_lowercase, ascii_uppercase

Fold = Callable[[str], str]

_TABLES = {
    "ascii": str.maketrans(ascii_uppercase, ascii_lowercase),
    "strict-rfc1459": str.maketrans(ascii_uppercase + "[]\\", ascii_lowercase + "{}|"),
    "rfc1459": str.maketrans(ascii_uppercase + "[]\\~", ascii_lowercase + "{}|^"),
}


def folder(casemapping: str) -> Fold:
    """The fold of that name. An unknown mapping folds as ascii, so that it never joins names the server keeps apart."""
    table = _TABLES.get(casemapping.lower(), _TABLES["ascii"])
    return lambda name: name.translate(table)


ascii_fold = folder("ascii")
