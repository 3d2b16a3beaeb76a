"""Who speaks for others: the configured relays, and whoever the server lets speak by RELAYMSG.

Source: ircv3.net/specs/extensions/relaymsg (a draft).
"""

from dataclasses import dataclass

from chatbot.desk import bridged
from chatbot.irc.caps import Caps
from chatbot.irc.folding import ascii_fold
from chatbot.irc.lines import Line
from chatbot.irc.relayed import Said, format_of
from chatbot.irc.settings import LinkSettings
from chatbot.wire import Principal

CAP = "draft/relaymsg"
"""The capability, whose value are the separators that such a nick has and no other; and the tag."""
RELAYMSG = "RELAYMSG"
"""In place of a relay's name. All who come so are counted together, since they may call themselves anything."""


@dataclass(slots=True)
class Bridges:
    settings: LinkSettings
    caps: Caps

    def relay(self, account: str | None, mask: str) -> str:
        """The configured relay that this is: its account, folded, or its nick!user@host. Empty if it is none."""
        known = {ascii_fold(one) for one in self.settings.relays}
        found = [one for one in (account and ascii_fold(account), ascii_fold(mask)) if one and one in known]
        return found[0] if found else ""

    def spoofed(self, line: Line) -> Said | None:
        """What somebody said by RELAYMSG, under a nick that is nobody's."""
        separators = self.caps.offered.get(CAP, "")
        parted = any(one in line.nick for one in separators)
        if self.settings.believed or not (parted or (self.caps.has(CAP) and CAP in line.tags)):
            return None
        at = max((line.nick.rfind(one) for one in separators), default=-1)
        name, protocol = (line.nick[:at], line.nick[at + 1 :]) if at > 0 else (line.nick, "")
        return Said(name, line.param(1), protocol)

    def read(self, text: str) -> Said | None:
        """What a configured relay brings; None for words of its own."""
        return format_of(self.settings.relay_format).read(text)

    def principal(self, said: Said, relay: str) -> Principal:
        mask = bridged.mask(said.name, said.protocol, relay)
        name = bridged.shown(said.name)
        return Principal(self.settings.network, name, None, mask, "relayed", mask, relay=relay)
