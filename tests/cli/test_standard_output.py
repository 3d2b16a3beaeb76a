"""What is answered where the standard output can't take it as it is."""

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
