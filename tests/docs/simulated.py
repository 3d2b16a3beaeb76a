"""The simulated life in docs/escalation.md: what the command there prints, by the configuration there.

To renew it: python -m tests.docs.simulated
"""

import asyncio
import re
import shlex
import tempfile
from pathlib import Path

from chatbot.app import open_desk
from chatbot.config import load
from chatbot.desk import roles
from chatbot.desk.people import Person
from tests.cli.terminal import Terminal
from tests.docs import ROOT, page
from tests.people import add_member, shell

PAGE = "docs/escalation.md"
BEGIN, END = "<!-- simulated -->\n```\n", "```\n<!-- end of simulated -->"
BETWEEN = f"(?s)(?<={BEGIN}).*(?={END})"
CAST = (("bob", "ops"), ("dave", "ops"), ("erin", "leads"))


def in_page() -> str:
    found = re.search(BETWEEN, page(PAGE))
    assert found, "the marks are there"
    return found[0]


async def simulated(folder: Path) -> str:
    """On the Friday on which everything is told."""
    (written,) = re.findall(r"(?s)```toml\n(.*?)```", page(PAGE))
    (command,) = re.findall(r"`dibs (simulate [^`]+ --for 2h)`", page(PAGE))
    config = load(folder / Terminal(folder).write("dibs.toml", written))
    at = config.desk.model_copy(update={"database": folder / "data" / "dibs.db"})
    desk = await open_desk(config.model_copy(update={"desk": at}))
    for name, role in CAST:
        await add_member(desk, name, network="embedded")
        await desk.change(shell(), roles.add, role, Person(name))
    await desk.database.close()
    told = await Terminal(folder).dibs(*shlex.split(command), "--at", "2026-11-20 10:00")
    assert told.code == 0, told.err
    return told.out


async def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        told = await simulated(Path(folder))
    (ROOT / PAGE).write_text(re.sub(BETWEEN, lambda _: told, page(PAGE)))


if __name__ == "__main__":
    asyncio.run(main())
