"""A file in the shape of `dibs export jsonl`: what can't be taken is told line by line, all else could come in."""

import io

import typer

from chatbot.cli.importing.desks import look_through
from chatbot.cli.importing.meeting import Wishes
from chatbot.cli.importing.old import BadFile
from chatbot.cli.importing.scratch import Scratch
from store.peeking import peek
from tests.fuzz.ground import NOW, database
from tests.fuzz.saying import MACHINE

LONGEST = 5000


def one(data: bytes) -> None:
    scratch = Scratch()
    try:
        with peek(database()) as here:
            looked = look_through(here, io.BytesIO(data), scratch, Wishes("desk"), lambda _: None, NOW)
            parts = list(looked.carrying.parts())
    except (BadFile, typer.Exit) as refused:
        _is_said(str(refused))
        return
    finally:
        scratch.close()
    for sentence in looked.reading.bad.told:
        assert sentence.startswith("Line "), sentence
        _is_said(sentence)
    assert parts or not looked.checked.new


def _is_said(sentence: str) -> None:
    assert not MACHINE.search(sentence), sentence
