"""How a failure is logged: what failed and where. The exception's own text may hold what is private: it is left out."""

import logging
import traceback
from pathlib import PurePath

from chatbot.desk.wording import fit
from store.failures import StoreFailed

LONGEST = 60


def mishap(log: logging.Logger, what: str, error: BaseException) -> None:
    """One line at ERROR; the traceback with its texts at DEBUG alone. What the machine can't do is said in words."""
    if isinstance(error, StoreFailed) and error.cause:
        log.error("%s: %s", what, error.cause)
        log.debug("%s", what, exc_info=error)
        return
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "?"
    log.error("%s: %s at %s", what, type(error).__name__, where)
    log.debug("%s", what, exc_info=error)


def in_short(error: BaseException) -> str:
    """`KeyError at announce.py:12`; at most 60 characters."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {PurePath(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return fit(f"{type(error).__name__}{place}", LONGEST)
