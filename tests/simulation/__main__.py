"""Plays the whole week and renews the table and the picture of docs/manners.md: python -m tests.simulation"""

import asyncio
import re
import sys
import tempfile
from pathlib import Path

from tests.docs import DOCS
from tests.simulation.measures import Measures
from tests.simulation.plot import as_svg
from tests.simulation.script import Script
from tests.simulation.table import as_markdown
from tests.simulation.week import play_week

BEGIN, END = "<!-- the week -->\n", "<!-- end of the week -->\n"
PAGE, PLOT = DOCS / "manners.md", DOCS / "manners.svg"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = Measures(asyncio.run(play_week(Path(folder), Script())))
    table = as_markdown(found)
    PLOT.write_text(as_svg(found))
    PAGE.write_text(re.sub(f"(?s)(?<={BEGIN}).*(?={END})", lambda _: f"\n{table}\n", PAGE.read_text()))
    sys.stdout.write(table)


if __name__ == "__main__":
    main()
