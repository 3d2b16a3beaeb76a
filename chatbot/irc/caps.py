"""Capability negotiation, version 302. Pure: parameters in, lines out.

Source: ircv3.net/specs/extensions/capability-negotiation
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from chatbot.irc.outgoing import WireLine, command, grouped

WANTED = frozenset(
    {
        "account-notify",
        "account-tag",
        "away-notify",
        "batch",
        "cap-notify",
        "chghost",
        "draft/multiline",
        "draft/relaymsg",
        "echo-message",
        "extended-join",
        "invite-notify",
        "labeled-response",
        "message-tags",
        "multi-prefix",
        "server-time",
        "setname",
        "userhost-in-names",
    }
)
NEEDS = {
    "echo-message": {"message-tags"},
    "labeled-response": {"batch", "message-tags"},
    "draft/multiline": {"batch", "message-tags"},
}
"""What each is of no use without: an echo tells us its message id alone, which is a tag."""
LABELS = ("labeled-response", *sorted(NEEDS["labeled-response"]))
MULTILINE = ("draft/multiline", *sorted(NEEDS["draft/multiline"]))
HEEDED = frozenset({"sasl", "sts"}).union(*NEEDS.values())
"""Offers that mean something though they may not be requested; all else that we don't want isn't even remembered."""
_LONGEST_REQUEST = 400
"""Bytes of names in one REQ; the whole line must fit in 510."""


@dataclass(slots=True)
class Caps:
    """`acked` is what holds now. `settled` once the list is whole and every request answered."""

    wanted: Collection[str] = WANTED
    offered: dict[str, str] = field(default_factory=dict[str, str])
    acked: set[str] = field(default_factory=set[str])
    settled: bool = False
    _asked: set[str] = field(default_factory=set[str])
    _alone: set[str] = field(default_factory=set[str])
    """Asked for once more, each in a request of its own."""

    def begin(self) -> list[WireLine]:
        return [command("CAP", "LS", "302")]

    def on_cap(self, params: Sequence[str]) -> list[WireLine]:
        """A CAP line of the server: `params` as received, `*` or our nick first."""
        if len(params) < 3:
            return []
        verb, words = params[1].upper(), params[-1].split(" ")
        if verb == "LS":
            return self._on_list(words, more=len(params) > 3 and params[2] == "*")
        answers = {"NEW": self._on_new, "ACK": self._on_ack, "NAK": self._on_nak, "DEL": self._on_del}
        return answers[verb](words) if verb in answers else []

    def give_up(self) -> None:
        """The server knows no CAP, or welcomed us without an answer."""
        self.settled = True

    def has(self, *names: str) -> bool:
        return self.acked.issuperset(names)

    def _on_list(self, words: list[str], *, more: bool) -> list[WireLine]:
        self._offer(words)
        return [] if more else self._request(self.offered)

    def _on_new(self, words: list[str]) -> list[WireLine]:
        new = self._offer(words)
        return self._request([*new, *(name for name, needs in NEEDS.items() if not needs.isdisjoint(new))])

    def _offer(self, words: list[str]) -> list[str]:
        new = {name: value for name, _, value in (word.partition("=") for word in words) if name}
        useful = {name: value for name, value in new.items() if name in HEEDED or name in self.wanted}
        self.offered.update(useful)
        return list(useful)

    def _request(self, names: Collection[str]) -> list[WireLine]:
        useful = {name for name in names if self.offered.keys() >= {name, *NEEDS.get(name, ())}}
        missing = sorted(useful & set(self.wanted) - self.acked - self._asked)
        self._asked.update(missing)
        self._look()
        return [command("CAP", "REQ", " ".join(group)) for group in grouped(missing, _LONGEST_REQUEST)]

    def _on_ack(self, words: list[str]) -> list[WireLine]:
        for word in words:
            name = word.lstrip("~=-")
            change = self.acked.discard if word.startswith("-") else self.acked.add
            if name in self._asked or name in self.acked:
                change(name)
            self._asked.discard(name)
        self._look()
        return []

    def _on_nak(self, words: list[str]) -> list[WireLine]:
        """One refused name refuses its whole request, so each is asked again alone; and then no more."""
        names = [word.lstrip("~=-") for word in words if word]
        again = [name for name in dict.fromkeys(names) if name in self._asked - self._alone and len(names) > 1]
        self._alone.update(again)
        self._asked -= set(names) - set(again)
        self._look()
        return [command("CAP", "REQ", name) for name in again]

    def _on_del(self, words: list[str]) -> list[WireLine]:
        for name in words:
            self.offered.pop(name, None)
            self.acked.discard(name)
        return []

    def _look(self) -> None:
        self.settled = self.settled or not self._asked
