"""A configuration: of any bytes, it is one, or all that is wrong with it is said, a line each."""

import os
import tempfile
from pathlib import Path

from chatbot.config import check
from tests.fuzz.saying import MACHINE

LONGEST = 1500
FILE = Path(tempfile.mkdtemp(prefix="dibs-fuzz-", dir="/dev/shm" if Path("/dev/shm").is_dir() else None)) / "dibs.toml"
for name in [name for name in os.environ if name.upper().startswith("DIBS_")]:
    del os.environ[name]


def one(data: bytes) -> None:
    FILE.write_bytes(data)
    for problem in check(FILE):
        said = str(problem)
        assert said.isprintable(), said
        assert said.endswith((".", "?", ")")), said
        assert not MACHINE.search(said.replace("isn't UTF-8", "")), said
        assert str(FILE) in said or "{error}" not in said
        assert problem.discreet.isprintable()
