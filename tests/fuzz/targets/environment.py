"""Settings out of the environment, a line each: `DESK__NICK=dibs`. What isn't one is told by its variable's name."""

import os
from unittest.mock import patch

from chatbot.config import check
from chatbot.config.environment import PREFIX
from chatbot.irc.lines import decode
from tests.fuzz.ground import folder
from tests.fuzz.saying import MACHINE

LONGEST = 300
MOST = 5


def one(data: bytes) -> None:
    found = dict[str, str]()
    for line in decode(data).replace("\0", "").split("\n")[:MOST]:
        name, _, value = line.partition("=")
        found[PREFIX + name] = value
    file = folder() / "empty.toml"
    file.touch()
    kept = {name: value for name, value in os.environ.items() if not name.upper().startswith(PREFIX)}
    with patch.dict(os.environ, {**kept, **found}, clear=True):
        for problem in check(file):
            assert str(problem).isprintable(), problem
            assert not MACHINE.search(str(problem)), problem
