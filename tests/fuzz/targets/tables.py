"""A table as CSV in any letters: rows of it that are tickets, or the line and why it is none."""

from datetime import UTC
from zoneinfo import ZoneInfo

from chatbot.cli.importing.cells import table
from chatbot.cli.importing.columns import Columns, Said
from chatbot.cli.importing.old import BadFile
from chatbot.cli.importing.rowplan import Planning, read
from tests.fuzz.ground import folder, ground
from tests.fuzz.saying import MACHINE

LONGEST = 800
ZONE = ZoneInfo("Pacific/Chatham")
ENCODINGS = (None, "utf-16", "cp1252", "utf-8")
DATES = (None, "%d.%m.%Y", "%Y %j %H:%M %z", "%d %d")


def one(data: bytes) -> None:
    sort, content = (data[:1] or b"0")[0], data[1:]
    file = folder() / "table.csv"
    file.write_bytes(content)
    said = Said({}, {"Done": "closed"}, {"P1": "urgent"}, None, ZONE if sort & 1 else UTC, DATES[sort // 8 % 4])
    try:
        with table(file, ENCODINGS[sort // 2 % 4], None) as cells:
            columns = Columns(cells.columns, said)
            found = read(cells, columns)
            there = ground(found.names, found.numbers)
            planned = Planning(cells, columns, said, found, there, "old", {"ops": 1}, offer=False).look()
    except BadFile as refused:
        _is_said(str(refused))
        return
    for sentence in found.bad.told:
        assert sentence.startswith("Line "), sentence
        _is_said(sentence)
    assert planned.new >= 0


def _is_said(sentence: str) -> None:
    assert sentence
    assert not MACHINE.search(sentence), sentence
