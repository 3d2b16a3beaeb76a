"""`dibs` as it is, but that it refuses nobody who asks too much: a few clients here stand for a whole network.

It looks as far as ever at what somebody asked already, and no further: at 20 waiting tickets, 600 offers, and at what
one may say within the minute. Of one person who has opened thousands, as no dibs lets anybody, it would read all these.
Passwords cost next to nothing, too: who logs in isn't what is measured.

Started as a program: `python -m tests.bench.load.unbounded run --config ...`.
"""

import runpy
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta

from msgspec.structs import fields, replace

from chatbot.config import parts
from chatbot.config.model import Config
from chatbot.desk import opening, patience
from chatbot.desk.act import Act
from chatbot.desk.bounds import Pace, Paces
from chatbot.desk.hashing import Hasher
from chatbot.desk.refused import Refused
from chatbot.desk.settings import DeskSettings

ANY = 10_000_000
AGAIN = timedelta(seconds=0.1)
"""At 300 to 400 a second as much as within a minute at the pace of one member, who may say 20 at once and one each 3
seconds."""
_settings = parts.desk_settings


def _unbounded(config: Config) -> DeskSettings:
    settings = _settings(config)
    bounds = replace(settings.bounds, registered=ANY)
    return replace(settings, bounds=bounds, paces=Paces(*(Pace(ANY, timedelta(seconds=1)) for _ in fields(Paces))))


def _willing(need: Callable[..., Awaitable[None]]) -> Callable[..., Awaitable[None]]:
    async def looked(act: Act, **options: bool) -> None:
        with suppress(Refused):
            await need(act, **options)

    return looked


if __name__ == "__main__":
    parts.desk_settings = _unbounded
    patience.need_few_waiting = _willing(patience.need_few_waiting)
    patience.need_few_offers = _willing(patience.need_few_offers)
    opening.AGAIN = AGAIN
    Hasher.__init__.__defaults__ = (1, 32, *(Hasher.__init__.__defaults__ or ())[2:])
    runpy.run_module("chatbot", run_name="__main__", alter_sys=True)
