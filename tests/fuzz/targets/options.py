"""What is typed at a shell: who is whom, labels and zones beside an import, and a line that is being completed.

The first byte says which.
"""

from pathlib import Path

from chatbot.cli.importing.old import BadFile
from chatbot.cli.importing.said import label_of, pairs, zone_of
from chatbot.cli.importing.users import users_of
from chatbot.cli.terminal.line import VARIABLE, handed_on, line_of
from chatbot.desk.refused import Refused
from chatbot.irc.lines import decode
from tests.fuzz.ground import folder

LONGEST = 200


def one(data: bytes) -> None:
    reads = (_pairs, _users, _label, _zone, _bash, _fish)
    try:
        reads[(data[:1] or b"\0")[0] % len(reads)](data[1:])
    except (BadFile, Refused) as refused:
        _is_said(str(refused))


def _pairs(data: bytes) -> None:
    found = pairs(decode(data).split("\n"), "--map title=Summary")
    assert all(left and left == left.strip() for left in found)


def _users(data: bytes) -> None:
    file = folder() / "users"
    file.write_bytes(data)
    found = users_of(["durrendal=bob"], file)
    assert found["durrendal"] == "bob"


def _label(data: bytes) -> None:
    text = decode(data)
    assert label_of(None, Path(text.replace("\0", "") or "x"), "csv")
    assert label_of(text, Path("x"), "csv") == text


def _zone(data: bytes) -> None:
    zone_of(decode(data))


def _bash(data: bytes) -> None:
    words, _, at = decode(data).rpartition("\n")
    number = str(sum(map(ord, at)) % (words.count("\n") + 2))
    line = line_of({VARIABLE: "complete_bash", "COMP_WORDS": words, "COMP_CWORD": number})
    assert handed_on(line)


def _fish(data: bytes) -> None:
    assert handed_on(line_of({VARIABLE: "complete_fish", "_TYPER_COMPLETE_ARGS": decode(data)}))


def _is_said(sentence: str) -> None:
    assert sentence
