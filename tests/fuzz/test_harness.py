"""The harness bites: a fault that was planted is found, kept, and tells where it is."""

import importlib
import importlib.util
from pathlib import Path

import pytest

from tests.fuzz import __main__ as runner
from tests.fuzz import corpus, planted
from tests.fuzz.found import Found, place_of

NEEDS_ATHERIS = pytest.mark.skipif(
    importlib.util.find_spec("atheris") is None,
    reason="Atheris has wheels for some machines alone: make fuzz installs it",
)


def test_the_shortest_input_of_each_place_is_kept_with_its_traceback(tmp_path: Path) -> None:
    found = Found(tmp_path)

    def one(data: bytes) -> None:
        if b"x" in data:
            raise ValueError(data)
        if b"y" in data:
            raise KeyError(data)

    for data in (b"nothing", b"a long x", b"x", b"longer x", b"y"):
        found(one, data)
    files = sorted(tmp_path.iterdir())
    assert sorted(file.read_bytes() for file in files if not file.suffix) == [b"x", b"y"]
    told = sorted(file.read_text("utf-8").splitlines()[0] for file in files if file.suffix)
    assert [line.partition(" in tests/fuzz/test_harness.py:")[0] for line in told] == ["KeyError", "ValueError"]


def test_where_it_broke_is_the_last_line_of_ours_and_what_refused_before() -> None:
    with pytest.raises(ZeroDivisionError) as broken:
        planted.one(b"dibs! or else")
    assert place_of(broken.value).startswith("ZeroDivisionError in tests/fuzz/planted.py:")


@NEEDS_ATHERIS
def test_coverage_finds_a_fault_that_luck_would_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In a process of its own, as make fuzz does it; what is found is a line of the corpus then."""
    (tmp_path / "corpus").mkdir()
    found = runner.fuzz("planted", 60, tmp_path, tmp_path / "corpus", "-runs=300000", "-seed=1")
    told = capsys.readouterr().out
    assert found == 1, told
    assert "ZeroDivisionError in tests/fuzz/planted.py" in told
    (line,) = corpus.kept("planted", tmp_path / "corpus")
    assert line.startswith(b"dib")


def test_a_target_that_is_none_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert runner.main(["durations", "nonsense"]) == 2
    assert "No target nonsense. There are: addresses, " in capsys.readouterr().out
