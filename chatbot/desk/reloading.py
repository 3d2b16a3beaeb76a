"""Reading the configuration again while dibs runs: who may ask for it, and what is written down of it."""

from datetime import timedelta

from msgspec import Struct

from chatbot.desk import checks, digests
from chatbot.desk.act import Act
from store import roles


class Reloaded(Struct, frozen=True):
    """What it came to, by the keys of the file; no value is ever in it.

    `now` holds already, `later` from a network's next connection on, `restart` after a restart; `anew` are the
    networks that are connected to anew, and `kept` is said of roles that are there, and so are changed on IRC.
    """

    now: tuple[str, ...] = ()
    anew: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    restart: tuple[str, ...] = ()


async def need_right(act: Act) -> None:
    checks.need_admin(act, "reload the configuration")


async def note(act: Act, found: Reloaded, digest_every: timedelta) -> None:
    """Write it down, and do what follows for the roles. `digest_every`: how it was until now."""
    checks.need_admin(act, "reload the configuration")
    if act.settings.digest_every != digest_every:
        await _plan_digests(act)
    if found != Reloaded(kept=found.kept, restart=found.restart):
        await act.journal(
            "configuration_reloaded",
            changed=", ".join((*found.now, *found.later)),
            anew=", ".join(found.anew),
            restart=", ".join(found.restart),
        )


async def _plan_digests(act: Act) -> None:
    """For the roles that have no time of their own."""
    for role in await roles.list_all(act.tx):
        if role.digest_every is None:
            await digests.plan(act, role)
