"""`dibs`, and `python -m chatbot`.

`store` and `plugins` are general names. Whose they are here is looked at before anything of either is imported.
"""

import gc
import io
import os
import signal
import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from chatbot.cli.ending import in_order

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

HOME = Path(__file__).parents[1]
WRONG, INTERRUPTED = 2, 130
COMPLETES = "_DIBS_COMPLETE"
"""In the environment, where a shell asks what may be typed."""


class Unwritten(OSError):
    """The standard output can't be written. One that is closed, as by `| head`, isn't meant: there all end silently."""


class Answers(io.FileIO):
    """The standard output, so that what goes wrong with it is told from all else that can."""

    def write(self, content: "ReadableBuffer", /) -> int:
        try:
            return super().write(content)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise Unwritten(error.errno, error.strerror) from None


def main() -> None:
    if said := wrong_installation():
        sys.stderr.write(f"{said}\n")
        sys.exit(WRONG)
    _watch_output()
    hear_again = _end_at_once_on_interrupt()
    gc.disable()  # what is imported stays: to look through it for garbage took an eighth of the start
    program, words, name = _program(sys.argv[1:])
    gc.freeze()  # nor will it be garbage later on
    gc.enable()
    hear_again()
    _answer(program, words, name)


def _end_at_once_on_interrupt() -> Callable[[], object]:
    """While it loads there is nothing to clean up: Ctrl-C is no KeyboardInterrupt out of some import. Whoever had it
    ignored (nohup) still has. What puts back what was heard before."""
    before = signal.getsignal(signal.SIGINT)
    if before is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    return partial(signal.signal, signal.SIGINT, before)


def _watch_output() -> None:
    """What it has no sign for is a question mark there, and no error. There is none where whoever started it closed
    it."""
    if isinstance(out := sys.stdout, io.TextIOWrapper):
        watched = io.BufferedWriter(Answers(out.fileno(), "wb", closefd=False))
        sys.stdout = io.TextIOWrapper(
            watched, out.encoding, "replace", line_buffering=out.line_buffering, write_through=out.write_through
        )
    if isinstance(err := sys.stderr, io.TextIOWrapper):
        err.reconfigure(errors="replace")


def _answer(program: Callable[..., object], words: list[str], name: str | None) -> None:
    try:
        try:
            with in_order(sys.argv[1:]):
                program(words, prog_name=name)
        finally:
            if sys.stdout:
                sys.stdout.flush()  # Python does so at its very end, where what goes wrong is a traceback
    except KeyboardInterrupt:  # before Typer looks after it
        sys.exit(INTERRUPTED)
    except Unwritten as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # as above: what is left goes nowhere
        sys.stderr.write(f"Can't write the answer: {error.strerror}. What was done is done; only the answer is lost.\n")
        sys.exit(WRONG)


def _program(words: list[str]) -> tuple[Callable[..., object], list[str], str | None]:
    """What answers these words, the words that are left for it, and what it is called, if that is known. No more
    is loaded than that."""
    if COMPLETES in os.environ:
        sys.stderr = open(os.devnull, "w")  # noqa: PTH123, SIM115 - whoever types reads no errors in their line
        from chatbot.cli.terminal.completing import complete  # noqa: PLC0415 - asked at each press of a key

        complete()
    if words[:1] == ["health"]:
        from chatbot.cli.health import app as alone  # noqa: PLC0415 - asked once a minute, it doesn't load the rest

        return alone, words[1:], "dibs health"
    from chatbot.cli.terminal.names import verb_of  # noqa: PLC0415 - as below

    if verb := verb_of(words):
        from chatbot.cli.terminal.verbs import alone as verb_alone  # noqa: PLC0415 - one verb loads the one

        return verb_alone(verb), words[len(verb.split()) :], f"dibs {verb}"
    import_module("irc.events")  # it asks each frame of the stack for its module among all: 0.1 s later on
    if words[:1] == ["run"]:
        from chatbot.cli.running import app as run_alone  # noqa: PLC0415 - as `health`

        return run_alone, words[1:], "dibs run"
    from chatbot.cli.table import app  # noqa: PLC0415 - it imports `store`, which may be somebody else's until here

    return app, words, None


def wrong_installation() -> str:
    """What is wrong and what to do; empty where `store` and `plugins` are the ones that came with `chatbot`."""
    for name in ("store", "plugins"):
        spec = find_spec(name)
        found = Path(spec.origin).parent.parent if spec and spec.origin else None
        if found != HOME:
            return (
                f"The package {name} comes from {found or 'nowhere'}, not from dibs ({HOME})."
                " dibs wants an environment of its own: pipx install dibs, or a fresh venv."
            )
    return ""


if __name__ == "__main__":
    main()
