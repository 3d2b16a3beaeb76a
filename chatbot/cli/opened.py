"""What every command needs: the configuration read, the desk opened, and whatever is wrong said in a sentence."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from chatbot.app import open_desk
from chatbot.cli.configured import read_config
from chatbot.cli.console import REFUSED, fail
from chatbot.cli.terminal.typed import typeable
from chatbot.config import Config
from chatbot.desk.desk import Desk
from chatbot.desk.refused import Refused
from store.bell import ring
from store.failures import StoreFailed

__all__ = ["read_config", "with_desk"]

T = TypeVar("T")


def with_desk(
    config: Config, work: Callable[[Desk], Awaitable[T]], *, as_written: bool = True, furnished: bool = True
) -> T:
    """Open the desk, work, close it. `as_written`: its types become what the configuration says, first; `furnished`:
    it has the roles that the configuration begins with."""

    async def whole() -> T:
        desk = await open_desk(config, as_written=as_written, furnished=furnished)
        try:
            return await work(desk)
        finally:
            if desk.database.commits:
                ring(desk.database.file)
            await desk.database.close()

    try:
        return asyncio.run(whole())
    except Refused as refused:
        raise fail(typeable(refused.marked, "dibs say "), REFUSED) from None
    except StoreFailed as error:
        raise fail(str(error)) from None
