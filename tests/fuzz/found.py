"""What broke a promise: one input for each place where that showed, the shortest, in a folder."""

import hashlib
import traceback
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
MOST = 50
"""Places. Beyond, something is wrong that hides all else."""


class Found:
    """`folder`: where a file of each place is written, and one with the traceback beside it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._shortest: dict[str, int] = {}

    def __call__(self, one: Callable[[bytes], None], data: bytes) -> None:
        """Run it on that input. What it raises is kept, so that one fault doesn't hide the next."""
        try:
            one(data)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what is looked for
            self._keep(error, data)

    def _keep(self, error: Exception, data: bytes) -> None:
        place = place_of(error)
        if len(data) >= self._shortest.get(place, len(data) + 1) or len(self._shortest) > MOST:
            return
        self._shortest[place] = len(data)
        name = f"found-{hashlib.sha256(place.encode()).hexdigest()[:12]}"
        (self._folder / name).write_bytes(data)
        text = "".join(traceback.format_exception(error))
        (self._folder / f"{name}.txt").write_text(f"{place}\n{text}", "utf-8", errors="backslashreplace")


def place_of(error: BaseException) -> str:
    """`ValueError in chatbot/desk/days.py:32`: the last line of ours that it came through. Of a refusal that isn't
    as it should be, the line that refused as well."""
    ours = [frame for frame in traceback.extract_tb(error.__traceback__) if _is_ours(Path(frame.filename))]
    where = f"{Path(ours[-1].filename).relative_to(ROOT)}:{ours[-1].lineno}" if ours else "nowhere of ours"
    before = f", after {place_of(error.__context__)}" if error.__context__ else ""
    return f"{type(error).__name__} in {where}{before}"


def _is_ours(file: Path) -> bool:
    return file.is_relative_to(ROOT) and ".venv" not in file.parts
