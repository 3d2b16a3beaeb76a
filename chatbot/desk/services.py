"""What runs beside the doors, as its overseer saw it last: who is in trouble, and starting one anew."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec import Struct

from chatbot.desk import checks
from chatbot.desk.act import Act
from chatbot.desk.refused import Refused
from chatbot.desk.suggest import LONGEST_NAME, nearly
from chatbot.desk.wording import TYPE, clean, fit
from store import services
from store.records import Service

STALE = timedelta(minutes=3)
"""The overseer writes once a minute: what was written longer ago is of a dibs that doesn't run, or hangs itself."""

LATELY = timedelta(hours=1)
"""For so long a failure is worth a line."""


class Standing(Struct, frozen=True):
    """`seen_at`: when this was so; None if no service was ever seen."""

    found: tuple[Service, ...]
    seen_at: datetime | None
    stale: bool


async def list_services(act: Act) -> Standing:
    """Those in trouble first, then those for which work waits."""
    await need_right(act)
    found = sorted(await services.list_all(act.tx), key=lambda one: _order(one, act.now))
    seen_at = max((one.seen_at for one in found), default=None)
    return Standing(tuple(found), seen_at, seen_at is not None and act.now - seen_at > STALE)


async def need_right(act: Act) -> None:
    checks.need_admin(act, "see how the services stand, or start one anew")


def need_name(name: str, known: Sequence[str]) -> str:
    """As it is spelled; Refused, with one that was perhaps meant."""
    wanted = " ".join(name.lower().split())
    for one in known:
        if one.lower() == wanted:
            return one
    within = next((one for one in known if wanted in one.lower().split()), None)
    refused = f"No service {fit(clean(name), LONGEST_NAME)}. Did you mean {within}?" if within else None
    raise Refused(f"{refused or nearly('service', name, known)} All of them: {TYPE}services")


async def note_restart(act: Act, name: str) -> None:
    await need_right(act)
    await act.journal("service_restarted", service=name)


def in_trouble(one: Service, now: datetime) -> bool:
    return is_bad(one) or (one.failed_at is not None and now - one.failed_at < LATELY)


def is_bad(one: Service) -> bool:
    """Whether it doesn't do just now what it is there for."""
    return one.ended_at is None and (one.failing or one.up is False)


def _order(one: Service, now: datetime) -> tuple[bool, bool, int, str]:
    return not is_bad(one), not in_trouble(one, now), -(one.backlog or 0), one.name
