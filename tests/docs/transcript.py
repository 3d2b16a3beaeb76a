"""Plays what is typed in the README's transcript, and writes down what is heard.

To renew it: python -m tests.docs.transcript
"""

import asyncio
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.docs import ROOT, page
from tests.furnishing import RoleOf
from tests.house import House, open_house
from tests.people import FakeClock
from tests.scenarios.person import Person, enter
from tests.servers.miniircd import Miniircd

BEGIN, END = "<!-- transcript -->\n```\n", "```\n<!-- end of transcript -->"
BETWEEN = f"(?s)(?<={BEGIN}).*(?={END})"
TYPED = re.compile(r"(\w+) +(p|#\w+)> (.*)")
LATER = re.compile(r"\.\.\. (\d+) minutes later")
WIDTH = 6
"""Of the column of names."""


def in_readme() -> list[str]:
    found = re.search(BETWEEN, page("README.md"))
    assert found, "the marks are there"
    return found[0].splitlines()


async def play(script: Sequence[str], folder: Path) -> list[str]:
    """The typed lines of it, each with what came of it: the desk as `dibs run` makes it, with a clock to move."""
    first = RoleOf("ops", "#desk", members=(), open=True)
    names = sorted({match[1] for line in script if (match := TYPED.fullmatch(line))})
    async with (
        Miniircd() as server,
        open_house(server.port, folder=folder, clock=FakeClock(), roles=[first]) as house,
    ):
        people = {name: await enter(house, name, "#desk") for name in names}
        heard = [await _played(line, house, people) for line in script if _counts(line)]
    return [line for some in heard for line in some]


def _counts(line: str) -> bool:
    return bool(TYPED.fullmatch(line) or LATER.fullmatch(line))


async def _played(line: str, house: House, people: dict[str, Person]) -> list[str]:
    speaker = None
    if typed := TYPED.fullmatch(line):
        speaker, place, text = typed.groups()
        await people[speaker].client.say(house.link.nick if place == "p" else place, text)
        await people[speaker].answered()
    elif later := LATER.fullmatch(line):
        await house.pass_time(minutes=int(later[1]))
    return [line, *await _heard(people, speaker)]


async def _heard(people: dict[str, Person], speaker: str | None) -> list[str]:
    """What the channel read, once; then what each person read alone, who spoke first."""
    lines = {name: await person.hears() for name, person in people.items()}
    public = [line for line in next(iter(lines.values())) if not line.startswith("p<")]
    order = sorted(lines, key=lambda name: name != speaker)
    private = [f"{name:<{WIDTH}}{line}" for name in order for line in lines[name] if line.startswith("p<")]
    return [f"{'':<{WIDTH}}{line}" for line in public] + private


async def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        played = await play(in_readme(), Path(folder))
    text = "".join(f"{line}\n" for line in played)
    (ROOT / "README.md").write_text(re.sub(BETWEEN, lambda _: text, page("README.md")))


if __name__ == "__main__":
    asyncio.run(main())
