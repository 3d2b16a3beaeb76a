"""`dibs demo`: the tour."""

import asyncio
import signal

from rich.text import Text

from chatbot.cli.console import REFUSED, fail, out
from chatbot.config import Log
from chatbot.config.logs import set_up
from chatbot.irc.embedded import EmbeddedFailed
from chatbot.tour.guest import GuestFailed
from chatbot.tour.lines import Heading, Line, pieces
from chatbot.tour.play import play
from chatbot.tour.stage import NotHeard, open_stage
from chatbot.tour.story import STORY
from store.failures import StoreFailed

WITHIN = 30.0
"""Seconds, for all of it."""

READING = 0.25
"""Seconds for each line, where somebody reads along."""

UNHURRIED = 20.0
"""Seconds, after which nothing waits for readers any more."""

INTERRUPTED = 130
"""The exit code of what was ended by Ctrl-C (128 and the number of the signal)."""


def demo() -> None:
    """Play the story of some tickets, on an IRC server of its own: under 30 seconds, and nothing is left behind."""
    set_up(Log(level="error"))
    try:
        asyncio.run(_within_time())
    except TimeoutError:
        raise fail(f"The tour wasn't over after {WITHIN:.0f} seconds. Is this machine busy?", REFUSED) from None
    except (NotHeard, GuestFailed, StoreFailed) as error:
        raise fail(str(error), REFUSED) from None
    except EmbeddedFailed as error:
        raise fail(str(error)) from None
    except asyncio.CancelledError:
        raise fail("The tour was ended early.", INTERRUPTED) from None


async def _within_time() -> None:
    _end_on_signals()
    async with asyncio.timeout(WITHIN):
        await _tour()


def _end_on_signals() -> None:
    """By an end like any other, so that the server, its port and the folder go; a second signal ends at once. A
    terminal that is closed says so by SIGHUP, which whoever has it ignored (nohup) outlives."""
    loop, tour = asyncio.get_running_loop(), asyncio.current_task()
    assert tour is not None, "called by it"
    outlives = signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    for kind in (signal.SIGINT, signal.SIGTERM, *(() if outlives else (signal.SIGHUP,))):

        def end(kind: signal.Signals = kind) -> None:
            tour.cancel()
            loop.remove_signal_handler(kind)

        loop.add_signal_handler(kind, end)


async def _tour() -> None:
    loop = asyncio.get_running_loop()
    began = loop.time()
    _say("dibs, live: > is typed by a person, < said by dibs; p in private. Only the time is played faster.")
    async with open_stage() as stage:
        async for line in play(stage, STORY):
            _show(line)
            if out.is_terminal and loop.time() - began < UNHURRIED:
                await asyncio.sleep(READING)  # the reader's time, and nobody else's
    out.print()
    _say("All of it was real: an IRC server, five connections, a database; they are gone now. Your own: dibs run")


def _say(text: str) -> None:
    out.print(text, style="quiet")


def _show(line: Line) -> None:
    if isinstance(line, Heading):
        out.print()
    out.print(Text.assemble(*pieces(line)))
