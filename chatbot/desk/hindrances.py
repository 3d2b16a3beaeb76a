"""What keeps the service of a ticket from going on with it: what it failed at, or another ticket that it waits for."""

from datetime import datetime

from msgspec import Struct

from chatbot.desk import servicenames
from chatbot.desk.act import Act
from chatbot.desk.views import need_ticket, view
from store import stays, troubles


class Hindrance(Struct, frozen=True):
    """`service`: its name. `waits_for`: a ticket that may be read here. `since`, `error` and `told_in` (a ticket) where
    it is stuck."""

    service: str
    waits_for: int | None = None
    since: datetime | None = None
    error: str = ""
    told_in: int | None = None


async def hindrance(act: Act, number: int) -> Hindrance | None:
    stay = await stays.get(act.tx, number)
    assert stay is not None, "a trigger makes it"
    name = await servicenames.name_of_stay(act, stay)
    trouble = await troubles.get(act.tx, number, stay.type, stay.state)
    if trouble is not None:
        return Hindrance(name, None, trouble.since, trouble.error, await _readable(act, trouble.error_id))
    return Hindrance(name, await _readable(act, stay.waits_for)) if stay.waits_for is not None else None


async def _readable(act: Act, number: int | None) -> int | None:
    seen = await view(act, await need_ticket(act, number)) if number is not None else None
    return number if seen is not None and seen.readable else None
