"""Where somebody is: in view, of which every change is told, or else where MONITOR and WHOIS have just proved them."""

from msgspec import Struct

from chatbot.irc.bridges import RELAYMSG, Bridges
from chatbot.irc.folding import ascii_fold
from chatbot.irc.monitor import Monitor
from chatbot.irc.settings import LinkSettings
from chatbot.irc.tracker import Tracker
from chatbot.wire import Method, Principal


class Whereabouts(Struct, frozen=True):
    settings: LinkSettings
    tracker: Tracker
    monitor: Monitor
    bridges: Bridges

    def nicks(self, key: str) -> list[str]:
        """None of a relay: what it hears, all on its other side read."""
        unseen = [] if self.settings.passwords else self.monitor.nicks(key)
        found = [*self.tracker.nicks(key), *unseen]
        return [nick for nick in found if (who := self.who(nick)) is None or not who.relay]

    def relays(self, channel: str, relay: str) -> bool:
        """Where accounts aren't told, a relay that is known by its account may be anybody there."""
        if relay == RELAYMSG:
            return True
        if "!" in relay:
            nick = relay.partition("!")[0]
            person = self.tracker.person(nick)
            return person is not None and ascii_fold(person.mask) == relay and self.tracker.sits(channel, nick)
        here = not self.tracker.trusts_accounts or self.tracker.in_channel(channel, relay)
        return here and bool(self.bridges.relay(relay, ""))

    def away(self, key: str) -> bool:
        return self.tracker.away(key) if self.tracker.nicks(key) else self.monitor.away(key)

    def online(self, mask: str) -> bool:
        return self.tracker.online(mask) or self.monitor.online(mask)

    def who(self, nick: str) -> Principal | None:
        """Who wears it, as far as it is proved; None if nobody is seen under it."""
        person = self.tracker.person(nick)
        if person is None:
            return self._unseen(nick)
        account = self.tracker.account(person)
        return self._principal(person.nick, account, self.tracker.key(person), person.mask)

    def _unseen(self, nick: str) -> Principal | None:
        one = self.monitor.listed(nick)
        if one is None:
            return None
        account = None if self.settings.passwords else self.monitor.account(one)
        return self._principal(one.nick, account, one.mask if account is None else ascii_fold(account), one.mask)

    @property
    def _proof(self) -> Method:
        if self.settings.believed:
            return "believed"
        return "identified" if self.settings.passwords else "tracker"

    def _principal(self, nick: str, account: str | None, key: str, mask: str) -> Principal:
        if relay := self.bridges.relay(account, mask):
            return Principal(self.settings.network, nick, None, mask, "relayed", mask, relay=relay)
        method: Method = self._proof if account is not None else "none"
        return Principal(self.settings.network, nick, account, key, method, mask)
