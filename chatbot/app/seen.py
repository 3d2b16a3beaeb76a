"""What handlers may ask of the links: who wears a nick, and whom a name would highlight."""

from collections.abc import Mapping

from chatbot.commands.context import Rings, Wearer
from chatbot.irc.link import Link
from chatbot.wire import Channel, Principal


def wearer_on(links: Mapping[str, Link]) -> Wearer:
    def wearer(network: str, nick: str) -> Principal | None:
        link = links.get(network)
        return link.who(nick) if link else None

    return wearer


def rings_on(links: Mapping[str, Link]) -> Rings:
    def rings(channel: Channel, name: str) -> bool:
        link = links.get(channel.network)
        return link is not None and link.sits(channel.name, name)

    return rings
