"""What is called so in another desk, and what that is here, while its tickets come in."""

from dataclasses import dataclass, field
from typing import Any

from chatbot.desk.landing import Landing
from chatbot.desk.references import references, renumbered
from store import arrivals, carrying

SHIFTED = frozenset(carrying.RANGES)

Line = dict[str, Any]
"""As a line of the file has it (docs/export.md)."""


@dataclass(slots=True)
class Ids:
    """For one part. `whole`: the desk was empty, so that what isn't told otherwise is called as it was."""

    landing: Landing
    whole: bool
    _ranges: dict[str, carrying.Range] = field(default_factory=dict[str, carrying.Range])
    _known: dict[tuple[str, int], int | None] = field(default_factory=dict[tuple[str, int], int | None])

    async def here(self, kind: str, was: int | None) -> int | None:
        """None: nothing here is it."""
        if was is None:
            return None
        if kind in SHIFTED:
            return await self._shifted(kind, was)
        if (kind, was) not in self._known:
            self._known[kind, was] = await self._looked_up(kind, was)
        return self._known[kind, was]

    async def need(self, kind: str, was: int) -> int:
        found = await self.here(kind, was)
        assert found is not None, f"{kind} {was} was checked before it was staged"
        return found

    async def data(self, data: Line) -> Line:
        """Of an event. What isn't here is 0, which is nothing's id."""
        for kind, was in list(references(data)):
            await self.here(kind, was)
        return renumbered(data, lambda kind, was: self._again(kind, was) or 0)

    def _again(self, kind: str, was: int) -> int | None:
        if kind in SHIFTED:
            return _within(self._ranges.get(kind), was)
        return self._known.get((kind, was))

    async def _shifted(self, kind: str, was: int) -> int | None:
        if not self._ranges:
            found = await carrying.list_ranges(self.landing.act.tx, self.landing.arrival.id)
            self._ranges = {one.kind: one for one in found}
        return _within(self._ranges.get(kind), was)

    async def _looked_up(self, kind: str, was: int) -> int | None:
        tx, arrival = self.landing.act.tx, self.landing.arrival
        found = await carrying.get_as(tx, arrival.id, kind, was)
        if found is None and kind == "ticket":
            found = await arrivals.get_promised(tx, arrival.label, str(was))
        return was if found is None and self.whole and kind in ("ticket", "view", "bill") else found


def _within(row: carrying.Range | None, was: int) -> int | None:
    if row is None or not row.first <= was < row.first + row.count:
        return None
    return was + row.shift
