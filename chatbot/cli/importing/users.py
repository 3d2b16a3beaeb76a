"""Whom the names in a file mean: `--user durrendal=bob`, or a file with such lines; `durrendal=` means nobody here."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from chatbot.cli.importing.old import BadFile, Found

LARGEST = 1024 * 1024


def users_of(said: Sequence[str], file: Path | None) -> Mapping[str, str]:
    """By the name in the file the member's, empty for none.

    Raises:
        BadFile: A line of them isn't name=member.
    """
    lines = [*(_lines(file) if file else ()), *said]
    found = dict[str, str]()
    for line in lines:
        name, equals, member = line.rpartition("=")
        if not equals:
            raise BadFile(f"{line!r}: whom does that name mean? --user {line}=<member>, or --user {line}= for nobody.")
        found[name.strip()] = member.strip()
    return found


def _lines(file: Path) -> Iterator[str]:
    """But for empty ones and those that begin with #."""
    try:
        if not file.is_file() or file.stat().st_size > LARGEST:
            raise BadFile(f"{file} is no file of names.")
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadFile(f"{file} can't be read: {error}.") from None
    yield from (line for line in lines if line.strip() and not line.startswith("#"))


def names_in(found: Found) -> list[str]:
    """All names of people in a file, in the order of the alphabet; the empty one where nobody is named."""
    names = {ticket.owner for ticket in found.tickets}
    names.update(entry.user for ticket in found.tickets for entry in ticket.log)
    return sorted(names)
