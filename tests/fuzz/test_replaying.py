"""What fuzzing has found stays mended: all that is kept is tried again, and some that is new, the same each time."""

import pytest
from hypothesis import given, settings

from tests.chaos.scale import scaled
from tests.fuzz import corpus
from tests.fuzz.mutated import inputs

SLOW = {"desk": 3, "damaged": 5, "tkts": 15, "jsonl": 15, "tables": 15, "connection": 30, "legacy": 30, "moments": 40}
"""Of those that take milliseconds for an input, so many new ones; of others more."""
QUICK = 60
LONGER = 20
"""Times as many in the full form."""
every_target = pytest.mark.parametrize("name", corpus.names())


@every_target
def test_what_is_kept_breaks_no_promise(name: str) -> None:
    target = corpus.target(name)
    for one in [b"", *corpus.kept(name)]:
        target.one(one)


@every_target
def test_what_is_new_breaks_none_either(name: str) -> None:
    target, count = corpus.target(name), SLOW.get(name, QUICK)

    @settings(max_examples=count * scaled(1, LONGER), derandomize=True, database=None)
    @given(inputs(corpus.kept(name), target.LONGEST))
    def tried(data: bytes) -> None:
        target.one(data)

    tried()


@every_target
def test_there_are_real_forms_of_each_to_begin_with(name: str) -> None:
    kept = corpus.kept(name)
    assert kept
    assert len(set(kept)) == len(kept)
    assert max(map(len, kept)) <= corpus.target(name).LONGEST


@pytest.mark.parametrize(
    "data", [b"# no remark", b" two ends ", b"\x00\xff\n\r\t\\", b"\\x41", b"caf\xc3\xa9", b"x\\", b" ", b"#"]
)
def test_a_line_of_the_corpus_is_the_very_input(data: bytes) -> None:
    line = corpus.escaped(data)
    assert corpus.unescaped(line) == data
    assert line.isascii()
    assert line.strip() == line
    assert not line.startswith("#")
