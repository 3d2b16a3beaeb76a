"""docs/terminal.md is true: its verbs, its exit codes, and each key of what programs read."""

import re

from chatbot.cli.console import REFUSED, WRONG
from chatbot.cli.terminal.names import VERBS
from tests.cli.typed import Typed
from tests.docs import page

PAGE = page("docs/terminal.md")


def test_it_names_every_verb() -> None:
    (told,) = re.findall(r"(?s)<!-- verbs -->\n(.*?)\n<!-- end of verbs -->", PAGE)
    assert re.findall(r"`(\w+)`", told) == list(VERBS)


def test_it_names_every_exit_code() -> None:
    assert re.findall(r"(?m)^\| (\d) \|", PAGE) == ["0", str(REFUSED), str(WRONG)]


def test_every_key_that_programs_read_is_documented_for_its_verb(office: Typed) -> None:
    rows = re.findall(r"(?m)^\| (`[^|]*`) \| ([^|]+) \|", PAGE)
    told = {(key, verb) for keys, verbs in rows for key in ticks(keys) for verb in (ticks(verbs) or ["all"])}
    for words in (("list",), ("show", "1"), ("search", "printer"), ("mine",), ("history", "1")):
        found = office.json(*words, "--as", "alice")
        assert [key for key in found if not {(key, words[0]), (key, "all")} & told] == []
        (of_ticket,) = re.findall(r"(?s)A ticket has (.*?)\. Where", PAGE)
        assert [key for key in found["tickets"][0] if f"`{key}`" not in of_ticket] == []


def ticks(text: str) -> list[str]:
    return re.findall(r"`(\w+)`", text)
