"""The page of figures is what was measured, and knows every figure that a benchmark may report."""

import json
import re
from pathlib import Path

import pytest

from tests.bench.figures import Figure, Limit, keep, read
from tests.bench.report.page import Run, page, plot_of
from tests.bench.report.reported import reported
from tests.docs import DOCS
from tests.docs import page as text_of

FOLDER = DOCS / "performance"

FAST = Figure(
    "tickets over IRC",
    "10 clients",
    "tickets/s",
    [900, 1000, 1300],
    {"bare": [480, 500, 520]},
    Limit(1.5, "bare", at_most=False),
)
FAT = Figure("memory", "idle", "MB", [81.0], {}, Limit(70))
PLAIN = Figure("memory", "with 1M tickets", "MB", [64, 66, 65, 70, 60])
RUN = Run({"command": "make bench", "date": "2026-01-01 12:00 UTC"}, [FAST, FAT, PLAIN])


def rows_of(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("| ")]


def test_a_figure_is_the_same_after_it_was_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BENCH_FIGURES", str(tmp_path / "figures"))
    keep(FAST)
    keep(PLAIN)
    assert [read(line) for line in (tmp_path / "figures").read_text().splitlines()] == [FAST, PLAIN]


def test_a_row_shows_the_middle_the_noise_the_ratio_and_the_limit() -> None:
    ours, beside = "10 clients, tickets/s | 1,000 (900-1,300, n=3)", "bare | 500 (480-520, n=3) | 2"
    assert f"| {ours} | {beside} | at least 1.5 × bare | kept |" in rows_of(page(RUN))
    assert "| with 1M tickets, MB | 65 (64-66, n=5) |  |  |  |  |  |" in rows_of(page(RUN))


def test_a_limit_that_is_missed_stands_at_the_top_too() -> None:
    head, _ = page(RUN).split("## Tickets over IRC")
    assert "1 of 2 limits are kept. Missed:" in head
    assert "| memory: idle, MB | 81 (n=1) | at most 70 MB |" in rows_of(head)
    assert "| idle, MB | 81 (n=1) |  |  |  | at most 70 MB | **missed** |" in rows_of(page(RUN))


def test_of_what_was_measured_twice_the_last_is_shown() -> None:
    again = Figure("memory", "idle", "MB", [69.0], {}, Limit(70))
    assert [row for row in rows_of(page(Run(RUN.about, [FAT, again]))) if row.startswith("| idle")] == [
        "| idle, MB | 69 (n=1) |  |  |  | at most 70 MB | kept |"
    ]


def kept() -> Run:
    first, *lines = (FOLDER / "figures.jsonl").read_text().splitlines()
    lines += (FOLDER / "soak.jsonl").read_text().splitlines()
    return Run(json.loads(first), [read(line) for line in lines])


def test_the_page_is_made_of_the_run_that_is_kept_with_it() -> None:
    assert text_of("docs/performance/README.md") == page(kept()), "python -m tests.bench --again"
    assert sorted(file.name for file in FOLDER.glob("*.svg")) == sorted(map(plot_of, kept().groups))


def test_every_figure_that_a_benchmark_reports_is_on_the_page() -> None:
    shown = [(one.group, one.name) for one in kept().figures]
    missing = [
        one
        for one in reported()
        if not any(re.fullmatch(one.group, group) and re.fullmatch(one.name, name) for group, name in shown)
    ]
    assert missing == [], "make bench"
