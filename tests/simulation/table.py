"""The table of a week, beside the aims."""

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import mean, median
from typing import Literal

from tests.simulation.cast import BY_NAME, ROLES
from tests.simulation.measures import Measures, ninth

IN_FLIGHT = 5
"""So many lines may be on their way when a link breaks."""
Holds = Literal["yes", "no", ""]


@dataclass(frozen=True, slots=True)
class Row:
    """`aim` is empty where the number is only told."""

    what: str
    value: str
    aim: str = ""
    holds: Holds = ""


def rows(found: Measures) -> Iterator[Row]:
    yield from _scene(found)
    yield from _channels(found)
    yield from _people(found)
    yield from _tickets(found)


def _scene(found: Measures) -> Iterator[Row]:
    people = sum(1 for life in found.ordinary if life.of_people)
    yield Row("tickets, without the storm", f"{len(found.ordinary)}, {people} of them from people")
    yield Row("lines said unasked", f"{len(found.unasked)}, {sum(line.aloud for line in found.unasked)} of them aloud")
    yield Row("the same line twice within 10 minutes", f"{len(found.said_twice)}")
    yield _aim("of these, said again because the link broke", found.said_again_after_the_break, IN_FLIGHT)


def _channels(found: Measures) -> Iterator[Row]:
    aloud = found.lines_aloud
    yield _aim("lines in the channel of its role, for a ticket (mean)", mean(aloud), 3)
    yield Row("the same, median and most", f"{median(aloud):.1f} and {max(aloud):.0f}")
    said = ", ".join(f"{channel} {found.lines_of[channel]}" for channel in ROLES.values())
    yield Row("lines in each channel, in the whole time", said)
    yield _aim(f"lines aloud about the storm of {found.played.script.alerts} alerts", found.storm_lines, 10)
    yield Row("with what it left behind, in the 45 minutes since it began", f"{found.storm_lines_and_after}")


def _people(found: Measures) -> Iterator[Row]:
    foreign = found.foreign_lines
    yield _aim("private lines for a person and a ticket that isn't theirs (median)", median(foreign), 1)
    yield Row("the same, mean and most", f"{mean(foreign):.1f} and {max(foreign):.0f}")
    private = [found.lines_of[name] for name in BY_NAME]
    yield Row("private lines for a person, in the whole time (median, most)", f"{median(private):.0f}, {max(private)}")
    yield _aim("private lines between 22 and 8 on the clock of who reads them, urgent ones aside", _night(found), 0)


def _night(found: Measures) -> int:
    return len(found.lines_at_night)


def _tickets(found: Measures) -> Iterator[Row]:
    waits = found.waits
    yield Row("until somebody takes a ticket: half, and 9 of 10", f"{median(waits):.0f} min, {ninth(waits) / 60:.1f} h")
    yield _aim("tickets forgotten", len(found.forgotten), 0)
    yield _aim("reporters not told", len(found.not_told), 0)


def _aim(what: str, value: float, most: float) -> Row:
    shown = f"{value:.0f}" if value == int(value) else f"{value:.1f}"
    return Row(what, shown, f"at most {most:.0f}" if most else "0", "yes" if value <= most else "no")


def as_markdown(found: Measures) -> str:
    head = ["| in the week | | aim | holds |", "|---|---|---|---|"]
    return (
        "\n".join([*head, *(f"| {row.what} | {row.value} | {row.aim} | {row.holds} |" for row in rows(found))]) + "\n"
    )
