"""Fixtures of the benchmarks."""

from tests.bench.writing import held

__all__ = ["held"]
