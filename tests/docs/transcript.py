"""The README's transcript: the acts of `dibs demo`, exactly as it prints them.

To renew it: python -m tests.docs.transcript
"""

import asyncio
import re
import tempfile
from pathlib import Path

from tests.cli.terminal import Terminal
from tests.docs import ROOT, page

BEGIN, END = "<!-- transcript -->\n```\n", "```\n<!-- end of transcript -->"
BETWEEN = f"(?s)(?<={BEGIN}).*(?={END})"
HEADING = re.compile(r"(?m)^(?=\d+/\d+ )")


def in_readme() -> str:
    found = re.search(BETWEEN, page("README.md"))
    assert found, "the marks are there"
    return found[0]


def acts(printed: str) -> list[str]:
    """Each with its heading, without the goodbye behind the last one."""
    told, _, _ = printed.rpartition("\n\n")
    return [act.strip() for act in HEADING.split(told)[1:]]


def shown(printed: str) -> str:
    return "\n\n".join(acts(printed)) + "\n"


async def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        told = await Terminal(Path(folder)).dibs("demo")
    assert told.code == 0, told.err
    (ROOT / "README.md").write_text(re.sub(BETWEEN, lambda _: shown(told.out), page("README.md")))


if __name__ == "__main__":
    asyncio.run(main())
