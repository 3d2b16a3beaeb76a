"""What handlers may ask of the links: who wears a nick, whom a name would highlight, whether logins can be checked."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from chatbot.commands.around import Around, LoginsOn, Reloads, Restarts, Rings, SeenAs, Services, Wearer
from chatbot.commands.quotes import Quotes
from chatbot.irc.link import Link
from chatbot.wire import Channel, Logins, Principal


def around(links: Mapping[str, Link], reload: Reloads, restart: Restarts, quotes: Quotes) -> Around:
    return Around(
        wearer=_wearer_on(links),
        rings=_rings_on(links),
        services=_services_on(links),
        logins=_logins_on(links),
        seen_as=_seen_as_on(links),
        reload=reload,
        restart=restart,
        quotes=quotes,
    )


def _wearer_on(links: Mapping[str, Link]) -> Wearer:
    def wearer(network: str, nick: str) -> Principal | None:
        link = links.get(network)
        return link.who(nick) if link else None

    return wearer


def _rings_on(links: Mapping[str, Link]) -> Rings:
    def rings(channel: Channel, name: str) -> bool:
        link = links.get(channel.network)
        return link is not None and link.rings(channel.name, name)

    return rings


def _logins_on(links: Mapping[str, Link]) -> LoginsOn:
    def logins(network: str) -> Logins | None:
        link = links.get(network)
        return link.logins if link else None

    return logins


def _services_on(links: Mapping[str, Link]) -> Services:
    def services(network: str) -> datetime | None:
        link = links.get(network)
        return link.services_gone_at if link else None

    return services


def _seen_as_on(links: Mapping[str, Link]) -> SeenAs:
    def seen_as(network: str, key: str) -> Sequence[str]:
        link = links.get(network)
        found = [link.who(nick) for nick in link.nicks(key)] if link else []
        return [one.mask for one in found if one is not None]

    return seen_as
