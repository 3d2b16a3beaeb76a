"""What a shell offers at the Tab key: what fits, what who types may read, and nothing that harms their line."""

import asyncio
import getpass
import os
import re
import sqlite3
import sys
from dataclasses import dataclass

import pytest

from chatbot.cli.queries import KINDS, WORDS
from chatbot.cli.table import app
from chatbot.cli.terminal.behind import harmless
from chatbot.cli.terminal.completing import complete
from chatbot.cli.terminal.names import DESK, GROUPS, OWN, VERBS
from chatbot.desk import clients, members, opening, saved, suspending, tickets
from chatbot.desk.clients import ClientChange
from chatbot.desk.desk import Desk
from chatbot.desk.entering import New
from chatbot.desk.filters import FILTERS
from chatbot.desk.people import Person
from tests.cli.terminal import Terminal, Told
from tests.cli.typed import Typed
from tests.people import shell

HOSTILE = "`touch pwned` \\$(touch pwned) \"; touch pwned; ' [/] [red] :smile: $HOME \\ ((x)) \t\x1b[31m <b> & | > y !!"


OFFERED = {
    "li": ["list", "link"],
    "client ": ["list", "show", "add", "edit"],
    "member a": ["add"],
    "work": ["workflow"],
    "show ": ["2", "1"],
    "accept 1 ": ["2", "1"],
    "reopen ": ["3"],
    "comment 1 ": [],
    "move 1 ": ["hr", "ops"],
    "list @ o": ["@ops"],
    "list role : @ o": [],
    "list --role ": ["hr", "ops"],
    "list --role = h": ["hr"],
    "new --priority h": ["high"],
    "assign 1 b": ["bob"],
    "list --as c": ["charlie"],
    "edit 1 client = a": ["acme"],
    "edit 1 --client A": ["Acme\\ Inc"],
    "merge 1 i": ["into"],
    "merge 1 into ": ["2", "1"],
    "list fr": ["free"],
    "list ow": ["owner:me", "owner:none", "owner:alice", "owner:bob", "owner:charlie"],
    "list owner :": ["me", "none", "alice", "bob", "charlie"],
    "list owner : b": ["bob"],
    "search vpn state : open,cl": ["open,closed"],
    "list o": ["owner:", "opened:"],
    "search 'is:he": ["is:held"],
    "client edit acme ro": ["round=exact", "round=6m", "round=15m", "round=30m"],
    "view show --as bob ": ["burning"],
    "list --as bob bu": ["burning"],
    "stats we": ["week"],
    "timesheet ": ["me", "alice", "bob", "charlie"],
    "type set request keep =": [],
    "show --verb": ["--verbose"],
    "nonsense ": [],
}
"""By what was typed: its words, and what bash takes for some, with a blank between them."""


@dataclass(frozen=True, slots=True)
class Keys:
    """What one types in a folder, and Tab behind it."""

    office: Typed
    patch: pytest.MonkeyPatch

    def bash(self, *tokens: str) -> list[str]:
        """`tokens`: as bash parts the line, the last one being begun."""
        return self._asked("bash", COMP_WORDS="\n".join(["dibs", *tokens]), COMP_CWORD=str(len(tokens)))

    def zsh(self, line: str) -> str:
        return "\n".join(self._asked("zsh", _TYPER_COMPLETE_ARGS=line))

    def fish(self, line: str) -> list[str]:
        return self._asked("fish", _TYPER_COMPLETE_ARGS=line, _TYPER_COMPLETE_FISH_ACTION="get-args")

    def _asked(self, which: str, **environment: str) -> list[str]:
        for name, value in {"_DIBS_COMPLETE": f"complete_{which}", **environment}.items():
            self.patch.setenv(name, value)
        self.office.shown.readouterr()
        with pytest.raises(SystemExit):
            complete()
        shown = self.office.shown.readouterr()
        assert shown.err == ""
        return [line for line in shown.out.splitlines() if line]


@pytest.fixture
def keys(office: Typed, monkeypatch: pytest.MonkeyPatch) -> Keys:
    office.desk(furnish_more)
    return Keys(office, monkeypatch)


async def furnish_more(desk: Desk) -> None:
    """#3 is closed, acme has Blue Sky, and bob has a view."""
    await desk.change(shell("alice"), opening.open_once, New("vpn down", "", "ops"))
    await desk.change(shell("alice"), tickets.close, 3, "")
    await desk.change(shell(), clients.add, "acme", ClientChange())
    await desk.change(shell(), clients.add, "x;reboot", ClientChange())
    await desk.change(shell(), clients.add, "Acme Inc", ClientChange())
    await desk.change(shell("bob"), saved.save, None, "burning", "printer")


def test_what_bash_offers(keys: Keys) -> None:
    assert {typed: keys.bash(*typed.split(" ")) for typed in OFFERED} == OFFERED


def test_zsh_and_fish_show_titles_and_what_commands_are_for(keys: Keys) -> None:
    assert keys.fish("dibs show ") == ["2\tsalary of eve", "1\tprinter on fire"]
    assert keys.fish("dibs lis") == ["list\tThe open tickets, free ones first"]
    assert '"1":"printer on fire"' in keys.zsh("dibs show ")
    assert '"owner\\\\:me"' in keys.zsh("dibs list owner:m")
    assert keys.fish("dibs edit 1 --client A") == ["Acme Inc\tclient"]


def test_private_tickets_are_offered_to_who_may_read_them_alone(keys: Keys, monkeypatch: pytest.MonkeyPatch) -> None:
    assert {who: keys.bash("show", "--as", who, "") for who in ("alice", "bob", "charlie")} == {
        "alice": ["2", "1"],
        "bob": ["2", "1"],
        "charlie": ["1"],
    }
    monkeypatch.setattr(getpass, "getuser", lambda: "charlie")
    assert keys.fish("dibs show ") == ["1\tprinter on fire"]
    assert keys.bash("assign", "1", "") == ["bob", "charlie"], "alice is in no role, of which anybody could read it"


def test_the_newest_are_offered_and_not_all(keys: Keys) -> None:
    async def work(desk: Desk) -> None:
        for _ in range(60):
            await desk.change(shell(), opening.open_once, New("one of many", "", "ops"))

    keys.office.desk(work)
    assert keys.bash("show", "") == [str(number) for number in range(63, 13, -1)]


def test_no_shell_evaluates_what_people_wrote(keys: Keys) -> None:
    async def work(desk: Desk) -> None:
        await desk.change(shell(), opening.open_once, New(HOSTILE, "", "ops"))

    keys.office.desk(work)
    (said,) = [line for line in keys.zsh("dibs show ").splitlines() if '"4"' in line]
    assert re.fullmatch(r"""_arguments '\*: :\(\("4":"[\w ./\u2019]+"\)?\)?'?""", said)
    assert keys.fish("dibs show ")[0].startswith("4\ttouch pwned touch pwned touch pwned \u2019 / red smile HOME x")
    ascii_ = set(map(chr, range(128)))
    assert set(map(harmless, ascii_)) == {one for one in ascii_ if one.isalnum()} | set(".,-_/+@?\u2019") | {""}
    assert harmless("can't print") == "can\u2019t print"
    assert not [one for one in keys.bash("edit", "1", "--client", "") if "reboot" in one]


def test_a_real_bash_gets_what_fits(terminal: Terminal, office: Typed) -> None:
    office.desk(furnish_more)
    (office.folder / "bin").mkdir()
    dibs = office.folder / "bin" / "dibs"
    dibs.write_text(f"#!{sys.executable}\nfrom chatbot.__main__ import main\nmain()\n")
    dibs.chmod(0o755)
    script = """
        eval "$(dibs --show-completion bash)"
        COMP_WORDS=(dibs edit 1 --client A) COMP_CWORD=4
        _dibs_completion dibs
        printf '<%s>' "${COMPREPLY[@]}"
    """
    path = f"{dibs.parent}:{os.environ['PATH']}"
    told = asyncio.run(terminal.program("bash", "--norc", "-c", script, PATH=path))
    assert told == Told(0, "<Acme\\ Inc>", "")


@pytest.mark.parametrize("wrong", ["nothing", "other version", "no database", "configuration", "nobody", "suspended"])
def test_whatever_is_wrong_nothing_is_said_and_nothing_made(keys: Keys, wrong: str) -> None:
    place = keys.office.folder / "data" / "dibs.db"
    words = ("show", "--as", "bob", "")
    if wrong == "other version":
        database = sqlite3.connect(place, isolation_level=None)
        database.execute("update alembic_version set version_num = '9999'")
        database.close()
    elif wrong == "no database":
        keys.office.write("dibs.toml", '[desk]\ndatabase = "elsewhere/dibs.db"\n')
    elif wrong == "configuration":
        keys.office.write("dibs.toml", "[desk")
    elif wrong == "nobody":
        words = ("show", "--as", "eve", "")
    elif wrong == "suspended":
        keys.office.write("dibs.toml", f'[terminal]\nmembers = {{ {getpass.getuser()} = "bob" }}\n')
        keys.office.desk(suspend_bob)
        words = ("show", "")
    before = sorted(keys.office.folder.rglob("*"))
    assert keys.bash(*words) == (["2", "1"] if wrong == "nothing" else [])
    assert sorted(keys.office.folder.rglob("*")) == before


async def suspend_bob(desk: Desk) -> None:
    await desk.change(shell(), suspending.suspend, Person("bob", exact=True), "laptop stolen")


def test_the_desk_that_the_line_names_is_looked_at(keys: Keys) -> None:
    keys.office.write("other.toml", '[desk]\ndatabase = "elsewhere/dibs.db"\n')
    assert keys.bash("show", "--config", "other.toml", "") == []
    assert keys.bash("show", "--config", "missing.toml", "") == []


def test_who_is_known_is_offered_as_far_as_one_may_know(keys: Keys) -> None:
    async def work(desk: Desk) -> None:
        await desk.change(shell(), members.add, "mallory", network="embedded", account="mallory", admin=False)

    keys.office.desk(work)
    assert keys.bash("assign", "1", "m") == ["mallory"]
    assert keys.bash("assign", "1", "--as", "charlie", "m") == []


def test_every_command_is_offered() -> None:
    own = {one.name for one in app.registered_commands if not one.hidden} | {one.name for one in app.registered_groups}
    assert own == {verb for verb in VERBS if " " not in verb} | GROUPS.keys() | set(DESK)
    for group in app.registered_groups:
        typer = group.typer_instance
        assert typer is not None
        if group.name in GROUPS:
            names = {f"{group.name} {one.name}" for one in typer.registered_commands}
            assert names == {name for name in (*VERBS, *OWN) if name.split(" ")[0] == group.name}


def test_every_filter_is_offered_with_its_values() -> None:
    assert {*WORDS, *KINDS} == FILTERS.keys()


async def test_a_name_is_offered_without_loading_what_it_is_for(terminal: Terminal) -> None:
    program = """
import atexit, os, sys
os.environ |= {"_DIBS_COMPLETE": "complete_bash", "COMP_WORDS": "dibs\\nlis", "COMP_CWORD": "1"}
sys.argv = ["dibs"]
atexit.register(lambda: print([one for one in ("store", "chatbot.desk", "chatbot.config") if one in sys.modules]))
from chatbot.__main__ import main
main()
"""
    assert (await terminal.python(program)).out.splitlines() == ["list", "[]"]
