"""Fixtures of the benchmarks."""

import asyncio
import os
from pathlib import Path

import pytest

from tests.bench import desks
from tests.bench.writing import held
from tests.chaos.scale import scaled

__all__ = ["held"]


@pytest.fixture(scope="session", autouse=True)
def bytecode() -> None:
    """What is started keeps what it compiled, as it does wherever dibs is installed; some machines of builders forbid
    it, and each start would compile dibs anew."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


SIZES = (scaled(60, 1_000), scaled(120, 100_000), scaled(240, 1_000_000))
"""Tickets."""


@pytest.fixture(scope="session")
def many(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """Folders of desks with so many tickets, made once a run."""
    folders = {count: tmp_path_factory.mktemp(f"desk-of-{count}-") for count in SIZES}
    for count, folder in folders.items():
        asyncio.run(desks.make(folder, count))
    return folders
