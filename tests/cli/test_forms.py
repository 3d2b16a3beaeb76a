"""`dibs new` and `dibs edit` without text: a form in an editor, of which nothing is lost."""

import re
import sys
from pathlib import Path
from typing import Any

import pytest

from chatbot.desk import editing
from chatbot.desk.act import Caller
from chatbot.desk.desk import Desk
from tests.cli.typed import Typed
from tests.people import shell

EDITOR = """
import pathlib, sys
file = pathlib.Path(sys.argv[-1])
pathlib.Path("seen.txt").write_text(file.read_text())
text = file.read_text()
{}
file.write_text(text)
sys.exit({})
"""


@pytest.fixture
def pens(office: Typed, monkeypatch: pytest.MonkeyPatch) -> Typed:
    """An office in which no editor is named, and where forms are kept in a folder of their own."""
    (office.folder / "forms").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(office.folder / "forms"))
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    return office


def edits_by(office: Typed, monkeypatch: pytest.MonkeyPatch, does: str, ends: int = 0) -> None:
    """The editor does that with the form's `text`."""
    office.write("pen.py", EDITOR.format(does, ends))
    monkeypatch.setenv("EDITOR", f"{sys.executable} {office.folder / 'pen.py'}")


def kept(office: Typed) -> list[Path]:
    return list((office.folder / "forms").iterdir())


def only_kept(office: Typed, err: str) -> str:
    """The text of the one form that is kept, whose place was told."""
    (place,) = kept(office)
    assert err.splitlines()[-1] == f"What you wrote is kept in {place}"
    assert place.stat().st_mode & 0o077 == 0
    return place.read_text()


FILL = (
    'text = text.replace("Title:", "Title: vpn down").replace("Role:", "Role: hr").replace("Private:", "Private: yes")'
)
DESCRIBE = 'text += "# first\\n\\n  second\\n"'


def test_a_form_that_is_filled_in_opens_a_ticket(pens: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    edits_by(pens, monkeypatch, f"{FILL}; {DESCRIBE}")
    told = pens.dibs("new", "--as", "alice")
    assert (told.code, told.err) == (0, "")
    assert told.out == "#3 opened for hr, private: you, hr and admins see it.\n"
    found = pens.json("show", "3", "--as", "alice")
    assert found["description"] == "# first\n\n  second"
    assert found["tickets"][0]["title"] == "vpn down"
    assert kept(pens) == []


def test_what_stood_behind_options_is_filled_in_already(pens: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    edits_by(pens, monkeypatch, 'text = text.replace("Title:", "Title: vpn down")')
    told = pens.json("new", "--role", "hr", "--priority", "high", "--as", "alice")
    assert "Role: hr\n" in (pens.folder / "seen.txt").read_text()
    (ticket,) = told["tickets"]
    assert (ticket["role"], ticket["priority"], ticket["private"]) == ("hr", "high", False)


@pytest.mark.parametrize("does", ["pass", 'text = ""', 'text = text.replace("Role:", "Role: hr")'])
def test_a_form_that_is_unchanged_or_empty_changes_nothing(
    pens: Typed, monkeypatch: pytest.MonkeyPatch, does: str
) -> None:
    edits_by(pens, monkeypatch, does)
    told = pens.dibs("new", "--as", "alice")
    assert (told.code, told.out, told.err) == (1, "", "Nothing was filled in, so nothing changed.\n")
    assert pens.dibs("show", "3").err == "No ticket #3 (newest: #2).\n"
    assert kept(pens) == []


@pytest.mark.parametrize("does", ["pass", 'text = ""'])
def test_a_ticket_whose_form_is_unchanged_or_empty_stays_as_it_is(
    pens: Typed, monkeypatch: pytest.MonkeyPatch, does: str
) -> None:
    edits_by(pens, monkeypatch, does)
    told = pens.dibs("edit", "1", "--as", "bob")
    assert (told.code, told.out, told.err) == (1, "", "Nothing was filled in, so nothing changed.\n")
    assert pens.json("show", "1")["tickets"][0]["title"] == "printer on fire"


def test_only_what_was_changed_in_it_is_changed(pens: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    edits_by(pens, monkeypatch, 'text = text.replace("3rd floor", "4th floor").replace(": normal", ": high")')
    assert pens.dibs("edit", "1", "--as", "bob").out.startswith("#1: description, priority changed.")
    found = pens.json("show", "1")
    assert (found["description"], found["tickets"][0]["title"]) == ("4th floor", "printer on fire")


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(pens: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    meanwhile = (
        "import subprocess; subprocess.run([sys.executable, '-m', 'chatbot', 'edit', '1', 'description=5th floor',"
        " '--as', 'bob'], check=True)"
    )
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    edits_by(pens, monkeypatch, f'{meanwhile}; text = text.replace("3rd floor", "4th floor")')
    told = pens.dibs("edit", "1", "--as", "bob")
    assert told.code == 1
    assert told.err.startswith("#1 was changed meanwhile: description. As it stands: dibs show 1\n")
    assert "4th floor" in only_kept(pens, told.err)
    assert pens.json("show", "1")["description"] == "5th floor"


def test_what_somebody_changes_at_the_last_moment_is_not_overwritten_either(
    pens: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look at it and the change there is no moment: both are one transaction."""
    change = Desk.change

    async def after_another(desk: Desk, caller: Caller, verb: Any, *args: Any) -> Any:  # noqa: ANN401 - whatever it is
        await change(desk, shell("alice"), editing.edit, 1, editing.Edit(title="smoke", priority=4))
        return await change(desk, caller, verb, *args)

    monkeypatch.setattr(Desk, "change", after_another)
    edits_by(pens, monkeypatch, 'text = text.replace("on fire", "burns").replace(": normal", ": low")')
    told = pens.dibs("edit", "1", "--as", "bob")
    said = "#1 was changed meanwhile: title (now smoke), priority (now urgent). As it stands: dibs show 1"
    assert (told.code, told.err.splitlines()[0]) == (1, said)
    assert "printer burns" in only_kept(pens, told.err)
    assert pens.json("show", "1")["tickets"][0]["title"] == "smoke"


def test_what_somebody_else_changed_elsewhere_in_it_stays(pens: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    meanwhile = (
        "import subprocess; subprocess.run([sys.executable, '-m', 'chatbot', 'edit', '1', 'description=5th floor',"
        " '--as', 'bob'], check=True)"
    )
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    edits_by(pens, monkeypatch, f'{meanwhile}; text = text.replace("on fire", "burns")')
    assert pens.dibs("edit", "1", "--as", "bob").out == "#1: title changed. dibs show 1\n"
    found = pens.json("show", "1")
    assert (found["description"], found["tickets"][0]["title"]) == ("5th floor", "printer burns")


def test_client_and_project_stand_in_it_and_can_be_changed(pens: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    for words in (("client", "add", "acme"), ("project", "add", "acme", "Blue Sky"), ("client", "add", "initech")):
        assert pens.dibs(*words).code == 0
    edits_by(
        pens, monkeypatch, 'text = text.replace("Client:", "Client: acme").replace("Project:", "Project: Blue Sky")'
    )
    assert pens.dibs("edit", "1", "--as", "bob").out == "#1: client, project changed. dibs show 1\n"
    edits_by(pens, monkeypatch, 'text = text.replace("Client: acme", "Client: initech")')
    told = pens.dibs("edit", "1", "--as", "bob")
    assert told.err.startswith("No project Blue Sky.")
    assert "Client: initech\n" in only_kept(pens, told.err)
    assert "Client: acme\n" in (pens.folder / "seen.txt").read_text()
    edits_by(
        pens, monkeypatch, 'text = text.replace("Client: acme", "Client:").replace("Project: Blue Sky", "Project:")'
    )
    assert pens.dibs("edit", "1", "--as", "bob").out == "#1: client, project changed. dibs show 1\n"
    found = pens.json("show", "1")
    assert (found["client"], found["project"]) == (None, None)


def test_a_new_ticket_is_of_the_client_and_the_type_that_stand_in_the_form(
    pens: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert pens.dibs("client", "add", "acme").code == 0
    fill = '.replace("Title:", "Title: vpn down").replace("Client:", "Client: acme").replace("Type:", "Type: request")'
    edits_by(pens, monkeypatch, f"text = text{fill}")
    assert pens.dibs("new", "--as", "alice").code == 0
    found = pens.json("show", "3")
    assert (found["client"], found["tickets"][0]["type"]) == ("acme", "request")
    edits_by(pens, monkeypatch, f'text = text{fill}.replace(": request", ": nonsense")')
    assert pens.dibs("new", "--as", "alice").err.startswith("No type nonsense")


def test_blank_lines_around_a_description_are_no_change(pens: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    pens.desk(describe_with_blanks)
    edits_by(pens, monkeypatch, 'text = text.replace("on fire", "burns")')
    assert pens.dibs("edit", "1", "--as", "bob").out == "#1: title changed. dibs show 1\n"


async def describe_with_blanks(desk: Desk) -> None:
    await desk.change(shell("bob"), editing.edit, 1, editing.Edit(description="\n3rd floor\n\n"))


@pytest.mark.parametrize(
    ("does", "code", "says"),
    [
        ('text = text.replace("Title:", "Title: x").replace("Role:", "Role: opps")', 1, "No role opps"),
        ('text = text.replace("Title:", "Title: x").replace("Priority:", "Priority: hot")', 2, "Not a priority."),
        ('text = text.replace("Title:", "Titel: x")', 2, "A line above the empty one begins with none of Title:"),
        (DESCRIBE, 1, "It has no title, so nothing was opened."),
    ],
)
def test_what_was_written_is_kept_where_it_is_refused(
    pens: Typed, monkeypatch: pytest.MonkeyPatch, does: str, code: int, says: str
) -> None:
    edits_by(pens, monkeypatch, does)
    told = pens.dibs("new", "--as", "alice")
    assert (told.code, told.out) == (code, "")
    assert told.err.startswith(says)
    assert only_kept(pens, told.err) != (pens.folder / "seen.txt").read_text()


def test_an_editor_that_fails_is_told_of_and_what_was_written_is_kept(
    pens: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    edits_by(pens, monkeypatch, FILL, ends=3)
    told = pens.dibs("new", "--as", "alice")
    assert (told.code, told.out) == (2, "")
    assert re.search(r"The editor .* ended with 3\. Nothing changed\.", told.err)
    assert "vpn down" in kept(pens)[0].read_text()
    assert str(kept(pens)[0]) in told.err


def test_an_editor_that_is_not_there_is_told_of(pens: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "no-such-editor -f")
    told = pens.dibs("new")
    said = "The editor no-such-editor -f can't be started: No such file or directory. Nothing changed.\n"
    assert (told.code, told.err, kept(pens)) == (2, said, [])


def test_without_a_terminal_and_an_editor_it_says_so(pens: Typed) -> None:
    told = pens.dibs("new")
    said = "There is no terminal for an editor, and none is named in $VISUAL or $EDITOR. Nothing changed.\n"
    assert (told.code, told.err, kept(pens)) == (2, said, [])


def test_who_may_not_change_it_is_told_before_they_write(pens: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    edits_by(pens, monkeypatch, "pass")
    told = pens.dibs("edit", "1", "--as", "charlie")
    assert (told.code, (pens.folder / "seen.txt").exists()) == (1, False)
    assert told.err.startswith("#1: only its owner, its reporter or ops may edit it.")
