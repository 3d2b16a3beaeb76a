"""When people were told something, on their own clocks: a row for each, a square for each hour of the day."""

from collections import Counter
from collections.abc import Iterator

from tests.simulation.cast import CAST, QUIET_FROM, QUIET_TO, Somebody
from tests.simulation.measures import Measures

SIDE, GAP, LEFT, TOP = 20, 2, 140, 24
HOURS = range(24)
FULL = 20
"""Lines in that hour of the day, all week, that make a square quite dark."""
STYLE = "text{font:12px sans-serif;fill:#777}.line{fill:#2563eb}.night{fill:#94a3b8;fill-opacity:.25}"


def as_svg(found: Measures) -> str:
    width, height = LEFT + 24 * (SIDE + GAP), TOP + len(CAST) * (SIDE + GAP)
    parts = "\n".join(_parts(found))
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" role="img">'
    title = "<title>Private lines by the hour of the day, for each person on their own clock</title>"
    return f"{head}\n{title}\n<style>{STYLE}</style>\n{parts}\n</svg>\n"


def _parts(found: Measures) -> Iterator[str]:
    for hour in HOURS[::2]:
        yield f'<text x="{_x(hour)}" y="14">{hour}</text>'
    for row, one in enumerate(CAST):
        yield f'<text x="0" y="{_y(row) + 14}">{one.name}, {_place(one)}</text>'
        yield from _squares(row, _by_hour(found, one))


def _squares(row: int, counts: Counter[int]) -> Iterator[str]:
    for hour in HOURS:
        if hour >= QUIET_FROM.hour or hour < QUIET_TO.hour:
            yield _square(hour, row, "night")
        if counts[hour]:
            yield _square(hour, row, "line", min(1.0, 0.1 + counts[hour] / FULL))


def _square(hour: int, row: int, kind: str, dark: float = 1.0) -> str:
    shade = f' fill-opacity="{dark:.2f}"' if dark < 1 else ""
    return f'<rect class="{kind}" x="{_x(hour)}" y="{_y(row)}" width="{SIDE}" height="{SIDE}"{shade}/>'


def _by_hour(found: Measures, one: Somebody) -> Counter[int]:
    lines = (line for line in found.unasked if line.target == one.name)
    return Counter(line.at.astimezone(one.zone).hour for line in lines)


def _place(one: Somebody) -> str:
    place = one.zone.key.rpartition("/")[2].replace("_", " ")
    return f"{place}, on leave" if one.leave else place


def _x(hour: int) -> int:
    return LEFT + hour * (SIDE + GAP)


def _y(row: int) -> int:
    return TOP + row * (SIDE + GAP)
