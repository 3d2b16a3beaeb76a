"""Reads the configuration again while dibs runs, because an admin or a signal asks for it. One time after another."""

import asyncio
import importlib
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from chatbot.app.changing import follow
from chatbot.app.opening import SETTER_UP, load_plugins
from chatbot.app.running import App
from chatbot.commands.reloading import in_words
from chatbot.config import Config, ConfigErrors, Problem
from chatbot.config.diff import changes
from chatbot.desk.act import Caller
from chatbot.desk.refused import Refused
from chatbot.desk.reloading import Reloaded
from chatbot.desk.wording import around, fit
from chatbot.irc.embedded import EmbeddedFailed
from chatbot.services.plugins import Plugin, PluginError
from chatbot.services.systemd import Systemd
from chatbot.wire import Private
from store.failures import StoreFailed

log = logging.getLogger("dibs.reload")

ALL_OF_IT = "dibs check-config"


@dataclass(slots=True)
class Reloader:
    """`read` gives the configuration as it is written now, or raises `ConfigErrors`."""

    app: App
    read: Callable[[], Config]
    told: Systemd = field(default_factory=Systemd)
    _wanted: asyncio.Event = field(default_factory=asyncio.Event)
    _mistakes: int = 0

    def want(self) -> None:
        """By a signal: as soon as it can be; several at once are one."""
        self._wanted.set()

    async def run(self) -> None:
        """For ever."""
        while True:
            await self._wanted.wait()
            self._wanted.clear()
            try:
                await self.reload(SETTER_UP)
            except (Refused, StoreFailed) as why:
                log.warning("%s", why)

    def status(self) -> str:
        wrong = f"; {self._mistakes} to mend in the configuration, see: {ALL_OF_IT}" if self._mistakes else ""
        return f"{self.app.status()}{wrong}"

    async def reload(self, caller: Caller) -> Reloaded:
        """Nothing is waited for at its end, so that an answer goes out before a link is left. Refused: all is as it
        was."""
        async with self.app.changing:
            self.app.need_to_go_on()
            self.told.reloading()
            try:
                found = await self._reload(caller)
            finally:
                self.told.tell("READY=1", f"STATUS={self.status()}")
        for line in in_words(found):
            log.info("%s", line)
        return found

    async def _reload(self, caller: Caller) -> Reloaded:
        await self.app.networks.parted()
        new, plugins = self._read(caller)
        found = changes(self.app.config, new)
        try:
            return await follow(self.app, caller, new, plugins, found) if found else Reloaded()
        except EmbeddedFailed as failed:
            self._mistakes = 1
            raise Refused(fit(f"Nothing changed. {failed}")) from None

    def _read(self, caller: Caller) -> tuple[Config, list[Plugin]]:
        importlib.invalidate_caches()  # a plugin may have been installed since
        try:
            new = self.read()
            plugins = load_plugins(new)
        except ConfigErrors as errors:
            raise self._wrong(errors.problems, caller) from None
        except PluginError as error:
            raise self._wrong([Problem("desk.plugins", line) for line in str(error).splitlines()], caller) from None
        self._mistakes = 0
        return new, plugins

    def _wrong(self, problems: Sequence[Problem], caller: Caller) -> Refused:
        """All of it to the log, the first to an admin in private, and aloud only how many."""
        self._mistakes = len(problems)
        for problem in problems:
            log.error("%s", problem)
        count = f"Nothing changed; {len(problems)} to mend in the configuration."
        if not isinstance(caller.audience, Private):
            return Refused(f"{count} See: {ALL_OF_IT}")
        return Refused(around(f"{count} ", problems[0].discreet, f" All: {ALL_OF_IT}"))
