"""Plain functions that wait, in threads of their own: one that never ends hinders neither the loop nor dibs's end."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

from chatbot.services.contained import contained

T = TypeVar("T")


def in_thread(function: Callable[[], T], name: str) -> asyncio.Future[T]:
    """Done when the function is. Cancelling it stops waiting, not the thread."""
    done: Future[T] = Future()
    done.set_running_or_notify_cancel()  # so that cancelling the asyncio side leaves it to the thread

    def work() -> None:
        try:
            result = function()
        except BaseException as error:  # noqa: BLE001 - it is raised where the answer is awaited
            done.set_exception(contained(error))
        else:
            done.set_result(result)

    threading.Thread(target=work, name=name, daemon=True).start()
    return asyncio.wrap_future(done)
