"""Somebody with accounts on several networks: where they are, when they aren't where something waits for them."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from chatbot.wire import Wire
from store import members, rerouting
from store.database import Database

Address = tuple[str, str]
"""A network and the folded account there."""


async def elsewhere(wires: Mapping[str, Wire], here: str, known: Sequence[Address], *, urgent: bool = False) -> str:
    """The first other network where they are now, and not away, unless it can't wait; empty if there is none.

    Where they are in no channel with us they are looked for.
    """
    for network, key in known:
        wire = wires.get(network)
        if network == here or wire is None or not wire.up:
            continue
        if not wire.nicks(key):
            await wire.look_for(key)
        if wire.nicks(key) and (urgent or not wire.away(key)):
            return network
    return ""


async def hand_over(database: Database, now: datetime, here: str, wires: Mapping[str, Wire], sought: set[int]) -> None:
    """The link to `here` is down: whoever is seen on another network by now is told there.

    For its sender alone, which hands nothing over to the link meanwhile, so that nothing of it is on its way. `sought`:
    whom it has looked for since the link is down; once is enough, since who comes is told of.
    """
    for member_id in await database.read(rerouting.list_due_members, here, now):
        known = await database.read(members.list_identities, member_id)
        addresses = [(one.network, one.value) for one in known if one.network in wires]
        if member_id in sought:
            addresses = [(network, key) for network, key in addresses if wires[network].nicks(key)]
        sought.add(member_id)
        if network := await elsewhere(wires, here, addresses):
            await database.write(rerouting.put_network, member_id, was=here, network=network)
