"""`dibs` typed in a folder, in this process: what is piped, without the half second that a program takes to start."""

import asyncio
import json
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from chatbot.app import open_desk
from chatbot.cli.console import err, out
from chatbot.cli.table import app
from chatbot.cli.terminal.names import verb_of
from chatbot.cli.terminal.verbs import alone
from chatbot.config import load
from chatbot.desk import members, opening, roles
from chatbot.desk.desk import Desk
from chatbot.desk.entering import New
from chatbot.desk.people import Person
from chatbot.desk.roles import RoleChange
from tests.cli.terminal import Told
from tests.people import shell


@dataclass(frozen=True, slots=True)
class Typed:
    folder: Path
    shown: pytest.CaptureFixture[str]

    def dibs(self, *words: str) -> Told:
        self.shown.readouterr()
        out.no_color = err.no_color = False
        code: object = None
        try:
            if verb := verb_of(list(words)):
                alone(verb)(list(words[len(verb.split()) :]), prog_name=f"dibs {verb}")
            app(list(words), prog_name="dibs")
        except SystemExit as ended:
            code = ended.code
        shown = self.shown.readouterr()
        return Told(code if isinstance(code, int) else 0, shown.out, shown.err)

    def json(self, *words: str) -> Any:  # noqa: ANN401 - JSON
        """Done, and what a program reads of it."""
        words_of_verb = max(1, len(verb_of(list(words)).split()))
        told = self.dibs(*words[:words_of_verb], "--json", *words[words_of_verb:])
        assert (told.code, told.err) == (0, "")
        return json.loads(told.out)

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text)

    def desk(self, work: Callable[[Desk], Coroutine[Any, Any, None]]) -> None:
        """Something is done there as another program would do it."""

        async def whole() -> None:
            desk = await open_desk(load())
            try:
                await work(desk)
            finally:
                await desk.database.close()

        asyncio.run(whole())


async def furnish(desk: Desk) -> None:
    """alice, bob, charlie, and bob is in ops and hr, of which only members may read."""
    for name in ("alice", "bob", "charlie"):
        await desk.change(shell(), members.add, name, network="embedded", account=name, admin=False)
    await desk.change(shell(), roles.create, "hr", RoleChange())
    for role in ("ops", "hr"):
        await desk.change(shell(), roles.add, role, Person("bob", exact=True))


async def report(desk: Desk) -> None:
    """#1 is alice's, on a printer; #2 is private. bob is in both their roles."""
    await desk.change(shell("alice"), opening.open_once, New("printer on fire", "3rd floor", "ops"))
    await desk.change(shell("alice"), opening.open_once, New("salary of eve", "", "hr", private=True))


@pytest.fixture
def typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Typed:
    """An empty folder."""
    monkeypatch.chdir(tmp_path)
    return Typed(tmp_path, capsys)


@pytest.fixture
def office(typed: Typed) -> Typed:
    """With alice, bob and charlie, and two tickets."""
    typed.desk(furnish)
    typed.desk(report)
    return typed
