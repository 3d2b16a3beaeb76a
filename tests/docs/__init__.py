"""What is written about dibs is held to what dibs is."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"


def page(name: str) -> str:
    """`README.md`, `docs/events.md`: by its path from the top."""
    return (ROOT / name).read_text()
