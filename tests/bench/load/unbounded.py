"""`dibs` as it is, but for how much one person may ask of it: a few clients here stand for a whole network.

Started as a program: `python -m tests.bench.load.unbounded run --config ...`. Passwords cost next to nothing, too: who
logs in isn't what is measured.
"""

import runpy
from datetime import timedelta

from msgspec.structs import fields, replace

from chatbot.config import parts
from chatbot.config.model import Config
from chatbot.desk.bounds import Pace, Paces
from chatbot.desk.hashing import Hasher
from chatbot.desk.settings import DeskSettings

ANY = 10_000_000
_settings = parts.desk_settings


def _unbounded(config: Config) -> DeskSettings:
    settings = _settings(config)
    bounds = replace(settings.bounds, member_free=ANY, member_offers=ANY, registered=ANY)
    return replace(settings, bounds=bounds, paces=Paces(*(Pace(ANY, timedelta(seconds=1)) for _ in fields(Paces))))


if __name__ == "__main__":
    parts.desk_settings = _unbounded
    Hasher.__init__.__defaults__ = (1, 32, *(Hasher.__init__.__defaults__ or ())[2:])
    runpy.run_module("chatbot", run_name="__main__", alter_sys=True)
