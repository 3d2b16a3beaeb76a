"""Signals: SIGINT and SIGTERM end dibs, SIGHUP reads the configuration again, or says that the terminal is gone."""

import asyncio
import os
import signal
import termios
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from types import FrameType

STANDARD = (0, 1, 2)


@dataclass(slots=True)
class Hangups:
    """From `catch` on no SIGHUP ends the process by itself, be it that nobody listens yet: then it is heard later.

    A terminal that closes says so by the same signal. By then it can't be asked anything any more, which tells the two
    apart: whoever sends SIGHUP by hand, in a tmux, say, wants the configuration read.
    """

    _missed: bool = False
    _terminals: list[int] = field(default_factory=list[int])

    def catch(self) -> None:
        """First of all. Whoever has SIGHUP ignored (nohup) outlives the terminal."""
        before = signal.signal(signal.SIGHUP, self._on_signal)
        if before is not signal.SIG_IGN:
            self._terminals = [stream for stream in STANDARD if os.isatty(stream)]

    def listen(self, reload: Callable[[], None], end: Callable[[], None]) -> None:
        """In the loop: which of the two is called is decided by whether the terminal is still there."""

        def heard() -> None:
            if self._gone():
                _let_go(self._terminals)
                end()
            else:
                reload()

        asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, heard)
        if self._missed:
            heard()

    @contextmanager
    def outlasts(self, end: Callable[[], None]) -> Generator[None]:
        """Around what prints: a terminal may be gone, and the signal that says so still on its way."""
        try:
            yield
        except (OSError, termios.error):
            if not self._gone():
                raise
            _let_go(self._terminals)
            end()

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self._missed = True

    def _gone(self) -> bool:
        return any(not os.isatty(stream) for stream in self._terminals)


def _let_go(streams: list[int]) -> None:
    """What is still printed goes nowhere: a write to a terminal that is gone would be an error."""
    with suppress(OSError):
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in streams:
            os.dup2(nowhere, stream)
        os.close(nowhere)


def end_on_signals() -> asyncio.Event:
    """A second signal ends at once, as people expect of Ctrl-C."""
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for kind in (signal.SIGINT, signal.SIGTERM):

        def end(kind: signal.Signals = kind) -> None:
            ended.set()
            loop.remove_signal_handler(kind)

        loop.add_signal_handler(kind, end)
    return ended
