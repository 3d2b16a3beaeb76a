"""Since when the network's services are gone, by the signs of them that there were."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(slots=True)
class Signs:
    """Through reconnections. `gone_at`: since when one of those that were there is missing."""

    gone_at: datetime | None = None
    _there: dict[str, bool] = field(default_factory=dict[str, bool])

    def note(self, sign: str, now: datetime, *, there: bool) -> None:
        if not there and sign not in self._there:
            return
        self._there[sign] = there
        if all(self._there.values()):
            self.gone_at = None
        elif self.gone_at is None:
            self.gone_at = now
