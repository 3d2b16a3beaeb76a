"""Runs a server without root and never longer than the tests: `python -I launch.py PARENT binary|module NAME ARG...`.

Started by file name with -I, so that nothing beside it is importable. Root is dropped before the wish to die with the
parent is made, because changing the user clears that wish (prctl(2), PR_SET_PDEATHSIG).
"""

import ctypes
import importlib
import os
import pwd
import signal
import sys
from collections.abc import Callable
from functools import partial

_PR_SET_PDEATHSIG = 1
_ASKED_FOR_LATER = ("encodings.idna", "locale")
"""By the resolver and by argparse, when root is dropped and a Python in root's home can't be read any more."""

_LIBC = ctypes.CDLL(None)


def main(parent: int, kind: str, target: str, arguments: list[str]) -> None:
    sys.argv = [target, *arguments]
    for module in _ASKED_FOR_LATER:
        importlib.import_module(module)
    run = _program(kind, target)
    _drop_root()
    _die_with(parent)
    run()


def _program(kind: str, target: str) -> Callable[[], object]:
    if kind == "binary":
        return partial(os.execv, target, sys.argv)
    entry: Callable[[], object] = importlib.import_module(target).main
    return entry


def _drop_root() -> None:
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        os.setgroups([])
        os.setgid(nobody.pw_gid)
        os.setuid(nobody.pw_uid)


def _die_with(parent: int) -> None:
    if sys.platform == "linux":
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit("the tests ended before the server began")


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4:])
