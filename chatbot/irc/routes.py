"""Which server of a network is spoken to next, and how. What a server once demanded isn't taken back by a failure."""

import asyncio
import dataclasses
import logging
from datetime import timedelta

from chatbot.desk.mishaps import mishap
from chatbot.irc.settings import LinkSettings
from chatbot.irc.sts import Policies, Upgrade

log = logging.getLogger("dibs.irc")


class Routes:
    def __init__(self, settings: LinkSettings, policies: Policies) -> None:
        self._settings = settings
        self._policies = policies
        self._all = _servers(settings)
        self._turn = 0
        self._here: tuple[LinkSettings, LinkSettings] | None = None
        """The attempt that lasts: as it was set, and as it is done."""
        self._demanded: dict[str, int] = {}
        """Ports for TLS, by host, as servers asked for them in the clear: not yet known to be theirs."""
        self._granted: dict[str, timedelta] = {}
        self._keeping: set[asyncio.Task[None]] = set()

    async def now(self) -> LinkSettings:
        """The settings for this attempt: host, port and `secure` are what is to be done."""
        host, port = self._all[self._turn % len(self._all)]
        asked = port
        secure = self._settings.secure
        if not secure and (demanded := await self._policies.port(host) or self._demanded.get(host)):
            port, secure = demanded, True
        attempt = dataclasses.replace(self._settings, host=host, port=port, secure=secure)
        self._here = (dataclasses.replace(attempt, port=asked, secure=self._settings.secure), attempt)
        return attempt

    def stays(self, settings: LinkSettings) -> bool:
        """Whether these settings could have led to the attempt that lasts; True where there is none."""
        wanted = {(host, port, settings.secure) for host, port in _servers(settings)}
        return self._here is None or any((one.host, one.port, one.secure) in wanted for one in self._here)

    def follow(self, settings: LinkSettings) -> None:
        """The next attempt begins with the first of these servers."""
        self._settings, self._all = settings, _servers(settings)
        self._turn = 0 if self._here is None else -1

    def demanded(self, attempt: LinkSettings, upgrade: Upgrade) -> None:
        self._demanded[attempt.host] = upgrade.port

    def granted(self, attempt: LinkSettings, duration: timedelta) -> None:
        """A secured connection says for how long it must be one."""
        self._demanded.pop(attempt.host, None)
        self._granted[attempt.host] = duration
        task = asyncio.create_task(self._keep(attempt, duration))
        self._keeping.add(task)
        task.add_done_callback(self._keeping.discard)

    async def left(self, attempt: LinkSettings) -> None:
        """That attempt is over: the next server's turn. The time counts from here, as the specification has it."""
        self._turn += 1
        self._here = None
        await asyncio.gather(*self._keeping)
        if (duration := self._granted.pop(attempt.host, None)) is not None:
            await self._keep(attempt, duration)

    async def _keep(self, attempt: LinkSettings, duration: timedelta) -> None:
        try:
            await self._policies.keep(attempt.host, attempt.port, duration)
        except Exception as error:  # noqa: BLE001 - the link goes on; what was kept before still stands
            mishap(log, f"{attempt.network}: that the server wants TLS isn't written down", error)


def _servers(settings: LinkSettings) -> tuple[tuple[str, int], ...]:
    return ((settings.host, settings.port), *settings.more)
