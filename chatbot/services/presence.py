"""Who is where now, over all links: what the dispatcher and the senders ask before they bother anybody."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from msgspec import Struct

from chatbot.services.recipients import Recipient
from chatbot.wire import Wire

LATELY = timedelta(minutes=10)
"""Who spoke in a channel within that time has read what was said there (VOICE, noise rule 1)."""


class Presence(Struct, frozen=True):
    wires: Mapping[str, Wire]

    def misses(self, one: Recipient, now: datetime) -> bool:
        """Whether they would miss it if it weren't said to them in private."""
        if one.spoke_in and self._spoke(one, *one.spoke_in, now):
            return False
        return not any(self._sits(one, network, channel) for network, channel in one.heard_in)

    def network_of(self, one: Recipient) -> str | None:
        """Where a member is best reached: where they are seen now, and best where they aren't away; else where a link
        is up, and they became known first."""
        linked = [(network, key, self.wires[network]) for network, key in one.keys if network in self.wires]
        if len(linked) == 1:
            return linked[0][0]
        seen = [(network, wire.away(key)) for network, key, wire in linked if wire.nicks(key)]
        here = [network for network, away in seen if not away]
        up = [network for network, _, wire in linked if wire.up]
        known = [network for network, _, _ in linked]
        return next(iter([*here, *(network for network, _ in seen), *up, *known]), one.network)

    def _spoke(self, one: Recipient, network: str, channel: str, now: datetime) -> bool:
        wire = self.wires.get(network)
        if wire is None:
            return False
        spoken = [wire.last_spoke(channel, key) for on, key in one.keys if on == network]
        return any(at is not None and now - at <= LATELY for at in spoken)

    def _sits(self, one: Recipient, network: str, channel: str) -> bool:
        wire = self.wires.get(network)
        return wire is not None and any(wire.in_channel(channel, key) for on, key in one.keys if on == network)
