"""Who speaks, as the network proves it at receipt. A nick or a hostmask alone gives no right."""

from msgspec import Struct

from chatbot.irc.caps import Caps
from chatbot.irc.lines import Line
from chatbot.irc.settings import LinkSettings
from chatbot.irc.tracker import Tracker
from chatbot.wire import Method, Principal

Proof = tuple[Method, str | None]


class Resolver(Struct, frozen=True):
    settings: LinkSettings
    caps: Caps
    tracker: Tracker

    def principal(self, line: Line) -> Principal:
        method, account = self._prove(line)
        mask = f"{line.nick}!{line.user}@{line.host}"
        if account is None:
            return Principal(self.settings.network, line.nick, None, mask, "none", mask, self._seat(line))
        key = self.tracker.folded(account)
        return Principal(self.settings.network, line.nick, account, key, method, mask, self._seat(line))

    def _seat(self, line: Line) -> int:
        person = self.tracker.person(line.nick)
        return person.seat if person and person.channels and person.is_at(line.user, line.host) else 0

    @property
    def reads_tags(self) -> bool:
        """Only where the server acknowledged that it sends them: else anyone could."""
        vouches = not self.settings.believed and not self.settings.passwords
        return self.settings.trusts_account_tag and vouches and self.caps.has("account-tag")

    def _prove(self, line: Line) -> Proof:
        if self.settings.believed:
            return "believed", line.nick
        if self.settings.passwords:
            return "identified", self._tracked(line)
        if self.reads_tags:
            # A missing tag is the server's word that nobody is logged in: nothing weaker may overrule it.
            return "account-tag", line.tags.get("account") or None
        return "tracker", self._tracked(line)

    def _tracked(self, line: Line) -> str | None:
        person = self.tracker.person(line.nick)
        if person is None or not (person.user == line.user and person.host == line.host):
            return None
        return self.tracker.account(person)
