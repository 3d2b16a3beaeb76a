"""What is answered where the standard output can't take it as it is."""

import signal
from pathlib import Path

import pytest

from tests.cli.terminal import DIBS, Terminal, Told

FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="writes to /dev/full, which only Linux has")

SAID = "Can't write the answer: No space left on device. What was done is done; only the answer is lost.\n"


async def into(terminal: Terminal, file: Path, *words: str) -> Told:
    return await terminal.program("sh", "-c", 'file="$1"; shift; exec "$@" >"$file"', "sh", str(file), *DIBS, *words)


@needs_full
async def test_an_answer_that_can_t_be_written_is_told_in_a_sentence(terminal: Terminal) -> None:
    await terminal.dibs("say", "!list")
    for words in (("list",), ("health",), ("role", "list"), ("--help",)):
        told = await into(terminal, FULL, *words)
        assert (told.code, told.err) == (2, SAID)


@needs_full
async def test_what_is_done_is_done_though_its_answer_can_t_be_written(terminal: Terminal) -> None:
    await terminal.dibs("say", "!list")
    told = await into(terminal, FULL, "new", "printer on fire")
    assert (told.code, told.err) == (2, SAID)
    assert "printer on fire" in (await terminal.dibs("show", "1")).out


@needs_full
async def test_an_export_that_can_t_be_written_is_told_in_a_sentence(terminal: Terminal) -> None:
    await terminal.dibs("say", "!list")
    told = await into(terminal, FULL, "export", "csv", "-")
    assert (told.code, told.err) == (2, "Can't write the standard output: No space left on device.\n")


async def test_whoever_reads_no_further_is_told_nothing(terminal: Terminal) -> None:
    await terminal.dibs("say", "!new printer on fire")
    for words in (("list",), ("--help",), ("export", "jsonl", "-")):
        told = await terminal.program("sh", "-c", '"$@" | true', "sh", *DIBS, *words)
        assert (told.out, told.err) == ("", "")


INTERRUPTED = """
import os, signal, sys
from chatbot import __main__ as started
signal.signal(signal.SIGINT, {heard})  # whoever started the tests may have it ignored
def interrupted(*_, **__):
    os.kill(os.getpid(), signal.SIGINT)
    return lambda *_, **__: None, [], "dibs"
started._program = {program}
started.main()
"""


@pytest.mark.parametrize(
    ("program", "code"),
    [("interrupted", -signal.SIGINT), ("lambda _: (interrupted, [], 'dibs')", 130)],
    ids=["while it loads", "before it reads what was typed"],
)
async def test_interrupted_early_it_ends_without_a_word(terminal: Terminal, program: str, code: int) -> None:
    typed = INTERRUPTED.format(program=program, heard="signal.default_int_handler")
    assert await terminal.python(typed) == Told(code, "", "")


async def test_whoever_wants_no_interruption_is_not_interrupted(terminal: Terminal) -> None:
    """As behind `nohup`, or in the background of a script."""
    ignored = INTERRUPTED.format(program="interrupted", heard="signal.SIG_IGN")
    assert await terminal.python(ignored) == Told(0, "", "")


SNOW = "snow \N{SNOWMAN}"


async def test_what_an_output_has_no_sign_for_is_a_question_mark(terminal: Terminal) -> None:
    await terminal.dibs("say", f"!new {SNOW}")
    for words, encoding in ((("list",), "ascii"), (("show", "1"), "latin-1"), (("say", "!list"), "ascii")):
        told = await terminal.dibs(*words, PYTHONIOENCODING=encoding)
        assert (told.code, told.err) == (0, "")
        assert "snow ?" in told.out


async def test_what_is_wrong_with_it_is_told_where_standard_error_has_no_sign_for_it(terminal: Terminal) -> None:
    told = await terminal.dibs("list", "--config", SNOW, PYTHONIOENCODING="ascii")
    assert "snow ?" in told.err


async def test_an_export_is_utf_8_whatever_the_output_is(terminal: Terminal) -> None:
    await terminal.dibs("say", f"!new {SNOW}")
    assert SNOW in (await terminal.dibs("export", "csv", "-", PYTHONIOENCODING="ascii")).out
