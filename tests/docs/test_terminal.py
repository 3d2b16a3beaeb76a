"""docs/terminal.md is true: its verbs, its exit codes, and each key of what programs read."""

import re

from chatbot.app import command_table
from chatbot.cli.console import REFUSED, WRONG
from chatbot.cli.terminal.names import ONLY_IN_CHAT, OWN, VERBS
from tests.cli.typed import Typed
from tests.docs import page

PAGE = page("docs/terminal.md")


TIMING = (("start", "1"), ("stop",), ("timesheet",))


def test_it_names_every_verb() -> None:
    (told,) = re.findall(r"(?s)<!-- verbs -->\n(.*?)\n<!-- end of verbs -->", PAGE)
    assert re.findall(r"`([\w ]+)`", told) == list(VERBS)


def test_each_verb_of_chat_is_there_or_it_is_said_why_not() -> None:
    """A new one is a line in chatbot/cli/terminal/names.py."""
    told = {*VERBS, *OWN, *ONLY_IN_CHAT}
    assert [one.name for one in command_table().commands if one.name not in told] == []
    assert len(told) == len(VERBS) + len(OWN) + len(ONLY_IN_CHAT)


def test_it_says_why_a_verb_is_for_chat_alone() -> None:
    (told,) = re.findall(r"(?s)<!-- only in chat -->\n(.*?)\n<!-- end of only in chat -->", PAGE)
    rows = re.findall(r"(?m)^\| (`.*`) \| (.*) \|$", told)
    assert {verb: why for verbs, why in rows for verb in re.findall(r"`([\w ]+)`", verbs)} == ONLY_IN_CHAT


def test_it_names_every_exit_code() -> None:
    assert re.findall(r"(?m)^\| (\d) \|", PAGE) == ["0", str(REFUSED), str(WRONG)]


def test_every_key_that_programs_read_is_documented_for_its_verb(office: Typed) -> None:
    rows = re.findall(r"(?m)^\| (`[^|]*`) \| ([^|]+) \|", PAGE)
    told = {(key, verb) for keys, verbs in rows for key in ticks(keys) for verb in (ticks(verbs) or ["all"])}
    for words in (("list",), ("show", "1"), ("search", "printer"), ("mine",), ("history", "1"), *TIMING):
        found = office.json(*words, "--as", "bob" if words in TIMING else "alice")
        assert [key for key in found if not {(key, words[0]), (key, "all")} & told] == []
        (of_ticket,) = re.findall(r"(?s)A ticket has (.*?)\. Where", PAGE)
        assert [key for key in found["tickets"][0] if f"`{key}`" not in of_ticket] == []


def ticks(text: str) -> list[str]:
    return re.findall(r"`(\w+)`", text)
