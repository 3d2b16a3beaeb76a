"""What the code of a plugin raises stays with it: none of it ends a task of ours, the loop, or dibs."""

import asyncio
from collections.abc import Awaitable


class Ended(Exception):
    """In the place of what isn't meant for whoever waits for the code; its text is the name of that."""


def contained(error: BaseException) -> BaseException:
    """The loop lets SystemExit and KeyboardInterrupt end the program, takes a cancelled task of the code's own for one
    of ours, and can't hand on StopIteration at all; what else is no Exception ends the service time and again. Where it
    was raised is still to be seen."""
    if isinstance(error, Exception) and not isinstance(error, StopIteration):
        return error
    ended = Ended(type(error).__name__).with_traceback(error.__traceback__)
    ended.__cause__ = error
    return ended


async def alone(work: Awaitable[None]) -> None:
    """Await it, as a task of its own. Whoever cancels that task cancels it, as ever."""
    try:
        await work
    except (Exception, GeneratorExit):  # the latter: by it a coroutine is closed that nobody goes on with
        raise
    except BaseException as error:
        task = asyncio.current_task()
        if isinstance(error, asyncio.CancelledError) and task is not None and task.cancelling():
            raise
        raise contained(error) from error
