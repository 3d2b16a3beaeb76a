"""The simulated life on the page is what one would see."""

from pathlib import Path

from tests.docs.simulated import in_page, simulated


async def test_the_simulated_life_is_what_the_command_prints(tmp_path: Path) -> None:
    assert await simulated(tmp_path) == in_page(), "python -m tests.docs.simulated"
