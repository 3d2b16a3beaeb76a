"""`[trackers]`: what an address must be like, and what becomes of it."""

import re
from pathlib import Path

import pytest

from chatbot.config import check, load
from chatbot.config.diff import changes
from chatbot.config.parts import desk_settings
from tests.config.conftest import Writer
from tests.config.test_example import EXAMPLE

JIRA = "https://jira.example.org/browse/JIRA-{number}"


def test_the_desk_is_handed_them(written: Writer) -> None:
    assert desk_settings(load(written(f'[trackers]\nJIRA = "{JIRA}"'))).trackers == {"JIRA": JIRA}


def test_those_of_the_example_may_be_written(tmp_path: Path) -> None:
    path = tmp_path / "dibs.toml"
    found = re.findall(r"(?m)^# (\[trackers\]|[A-Z]+ = .*)$", EXAMPLE.read_text())
    path.write_text("\n".join(found))
    assert set(load(path).trackers) == {"JIRA", "GH"}


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (f'jira = "{JIRA}"', "trackers.jira: isn't a name for a tracker: capital letters, digits and _, at most 20,"),
        (f'"A B" = "{JIRA}"', 'trackers."A B": isn\'t a name for a tracker'),
        ('JIRA = "https://jira.example.org/"', "trackers.JIRA: must have {number} once, behind the server:"),
        ('JIRA = "https://{number}.example.org/"', "trackers.JIRA: must have {number} once, behind the server:"),
        ('JIRA = "https://x.org/{number}/{number}"', "trackers.JIRA: must have {number} once, behind the server:"),
        ('JIRA = "ftp://x.org/{number}"', "trackers.JIRA: isn't of the web: it begins with http:// or https://."),
        ('JIRA = "https://me:pw@x.org/{number}"', "trackers.JIRA: has a name or a password in it, before the @:"),
        (f'JIRA = "https://x.org/{"x" * 150}{{number}}"', "trackers.JIRA: must have at most 150 characters."),
        ("JIRA = 5", "trackers.JIRA: must be a text in quotes."),
    ],
)
def test_what_is_wrong_with_one_is_told(written: Writer, line: str, sentence: str) -> None:
    (problem,) = check(written(f"[trackers]\n{line}"))
    assert str(problem).startswith(sentence)
    assert "pw" not in str(problem)


def test_a_changed_one_holds_at_once(written: Writer) -> None:
    before, after = load(written("")), load(written(f'[trackers]\nJIRA = "{JIRA}"'))
    assert [(change.key, change.need.name) for change in changes(before, after)] == [("trackers.JIRA", "NOW")]
