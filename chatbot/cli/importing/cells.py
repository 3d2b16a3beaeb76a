"""A table as text: in which letters, what stands between its cells, and its rows, each with the line it begins in."""

import csv
import io
import shutil
import tempfile
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, BinaryIO

from msgspec import Struct

from chatbot.cli.importing.old import BadFile
from chatbot.cli.importing.opening import STDIN, read_from

DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|"}
LONGEST_CELL = 1 << 20
MOST_COLUMNS = 500
BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
OTHERWISE = "cp1252"
"""What is no UTF-8 most often is this."""


class Cells(Struct, frozen=True):
    """`file` is read again for each look at its rows."""

    file: BinaryIO
    encoding: str
    delimiter: str
    columns: Sequence[str]

    def rows(self) -> Iterator[tuple[int, list[str] | None]]:
        """None: it can't be read. What is empty isn't given."""
        self.file.seek(0)
        with _text(self.file, self.encoding) as text:
            lines: Any = csv.reader(text, delimiter=self.delimiter)
            next(lines, None)
            while True:
                no = lines.line_num + 1
                try:
                    row: list[str] = next(lines)
                except StopIteration:
                    return
                except csv.Error:
                    yield no, None
                    continue
                if any(row):
                    yield no, row


@contextmanager
def table(file: Path, encoding: str | None, delimiter: str | None) -> Generator[Cells]:
    """Raises BadFile, which says why it is none."""
    csv.field_size_limit(LONGEST_CELL)
    with read_from(file) as (stream, _), _again(file, stream) as found:
        letters = encoding or _encoding(found)
        try:
            _need_letters(found, letters)
            head = _head(found, letters)
            sign = _sign(delimiter) if delimiter else max(DELIMITERS.values(), key=head.count)
            found.seek(0)
            with _text(found, letters) as text:
                lines: Any = csv.reader(text, delimiter=sign)
                columns: list[str] = [str(name).strip() for name in next(lines, list[str]())]
        except UnicodeError:
            raise BadFile(f"Not all of it is in {letters}. In which letters is it? --encoding cp1252") from None
        except (csv.Error, LookupError) as error:
            raise BadFile(f"It can't be read as a table: {error}. In which letters is it? --encoding cp1252") from None
        if not any(columns) or len(columns) > MOST_COLUMNS:
            raise BadFile("Its first line doesn't name columns.")
        yield Cells(found, letters, sign, columns)


@contextmanager
def _again(file: Path, stream: BinaryIO) -> Generator[BinaryIO]:
    """What can be read once only is put aside."""
    if file != STDIN:
        yield stream
        return
    with tempfile.TemporaryFile() as kept:
        shutil.copyfileobj(stream, kept)
        yield kept


@contextmanager
def _text(file: BinaryIO, encoding: str) -> Generator[IO[str]]:
    text = io.TextIOWrapper(file, encoding=encoding, newline="")
    try:
        yield text
    finally:
        text.detach()


def _encoding(file: BinaryIO) -> str:
    """By the signs that stand before it; else UTF-8, where all of it is that."""
    file.seek(0)
    begins = file.read(3)
    for sign, name in BOMS.items():
        if begins.startswith(sign):
            return name
    try:
        _need_letters(file, "utf-8")
    except UnicodeDecodeError:
        return OTHERWISE
    return "utf-8"


def _need_letters(file: BinaryIO, encoding: str) -> None:
    """All of it, before any row is read. Raises UnicodeError, or LookupError where nothing is called so."""
    file.seek(0)
    with _text(file, encoding) as text:
        while text.read(1 << 16):
            pass


def _head(file: BinaryIO, encoding: str) -> str:
    file.seek(0)
    with _text(file, encoding) as text:
        return text.readline(LONGEST_CELL)


def _sign(delimiter: str) -> str:
    sign = DELIMITERS.get(delimiter, delimiter)
    if len(sign) != 1 or sign in '"\r\n':
        raise BadFile(f"{delimiter!r} can't stand between cells: {', '.join(DELIMITERS)}, or one sign.")
    return sign
