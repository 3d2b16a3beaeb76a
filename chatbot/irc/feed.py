"""What the lines say about people, told to the tracker."""

from chatbot.irc.lines import Line
from chatbot.irc.people import Person
from chatbot.irc.presence import WHOX_MARK
from chatbot.irc.session import Session, Table

NO_ACCOUNT = {"*", "0", ""}
"""`*` in extended-join and account-notify, `0` in WHOX."""


def account_of(word: str) -> str | None:
    return None if word in NO_ACCOUNT else word


class Feed:
    def __init__(self, session: Session) -> None:
        self._session = session
        self._tracker = session.tracker

    def table(self) -> Table:
        return {
            "JOIN": self._on_join,
            "PART": self._on_part,
            "KICK": self._on_kick,
            "QUIT": self._on_quit,
            "NICK": self._on_nick,
            "ACCOUNT": self._on_account,
            "CHGHOST": self._on_chghost,
            "AWAY": self._on_away,
            "301": self._on_is_away,
            "352": self._on_who,
            "353": self._on_names,
            "354": self._on_whox,
            "401": self._on_no_such_nick,
        }

    def on_caps(self) -> bool:
        """After any CAP line. Whether accounts have become trustworthy, so that everyone must be asked for."""
        trusted, was = self._session.caps.has("account-notify", "extended-join"), self._tracker.trusts_accounts
        self._tracker.trusts_accounts = trusted
        if was and not trusted:
            self._tracker.forget_accounts()
        return trusted and not was

    def _on_join(self, line: Line) -> None:
        channel = line.param(0)
        if self._session.is_me(line.nick):
            self._session.me.user, self._session.me.host = line.user, line.host
            self._tracker.entered(channel)
        person = self._tracker.joined(channel, line.nick, line.user, line.host)
        if self._session.caps.has("extended-join") and len(line.params) > 1:
            person.log_in(account_of(line.param(1)))
        self._session.see(person)

    def _on_part(self, line: Line) -> None:
        for channel in line.param(0).split(","):
            self._gone(channel, line.nick)

    def _on_kick(self, line: Line) -> None:
        self._gone(line.param(0), line.param(1))

    def _gone(self, channel: str, nick: str) -> None:
        if self._session.is_me(nick):
            self._tracker.left(channel)
        else:
            key = self._key(nick)
            self._tracker.parted(channel, nick)
            self._missed(channel, key)

    def _key(self, nick: str) -> str:
        person = self._tracker.person(nick)
        return self._tracker.key(person) if person else ""

    def _missed(self, channel: str, key: str) -> None:
        """They have left it, unless another nick of theirs is still there."""
        if key and not self._tracker.in_channel(channel, key):
            self._session.ears.left(self._session.wanted.spelling(channel, self._session.fold), key)

    def _on_quit(self, line: Line) -> None:
        person, key = self._tracker.person(line.nick), self._key(line.nick)
        self._session.forwarding.quit(f"{line.nick}!{line.user}@{line.host}")
        self._tracker.quit(line.nick)
        self._session.ears.gone(f"{line.nick}!{line.user}@{line.host}")
        for channel in sorted(person.channels if person else ()):
            self._missed(channel, key)

    def _on_nick(self, line: Line) -> None:
        self._moved(line, line.param(0), line.user, line.host)
        if person := self._tracker.renamed(line.nick, line.param(0)):
            self._session.see(person)

    def _moved(self, line: Line, nick: str, user: str, host: str) -> None:
        if not self._session.is_me(nick):  # ours is known by the new one already
            was, now = f"{line.nick}!{line.user}@{line.host}", f"{nick}!{user}@{host}"
            self._session.forwarding.renamed(was, now)
            self._session.ears.moved(was, now)

    def _on_account(self, line: Line) -> None:
        if person := self._at(line):
            person.log_in(account_of(line.param(0)))
            self._session.see(person)

    def _on_chghost(self, line: Line) -> None:
        user, host = line.param(0), line.param(1)
        self._moved(line, line.nick, user, host)
        if self._session.is_me(line.nick):
            self._session.me.user, self._session.me.host = user, host
        if person := self._at(line):
            person.user, person.host = user, host
            self._session.see(person)

    def _on_away(self, line: Line) -> None:
        if person := self._tracker.person(line.nick):
            person.away = bool(line.param(0))

    def _on_is_away(self, line: Line) -> None:
        """301: us, nick, why. The answer to a line of ours, which was passed on all the same."""
        if person := self._tracker.person(line.param(1)):
            person.away = True

    def _at(self, line: Line) -> Person | None:
        """The one who speaks, if it is whom we know under that nick."""
        person = self._tracker.person(line.nick)
        return person if person and person.is_at(line.user, line.host) else None

    def _on_who(self, line: Line) -> None:
        """352: us, channel, user, host, server, nick, flags, hops and name."""
        _, channel, user, host, _, nick, flags = (*line.params[:7], *[""] * 7)[:7]
        if person := self._listed(channel, nick, user, host):
            person.away = flags.startswith("G")

    def _on_whox(self, line: Line) -> None:
        """354 as we ask for it: us, token, channel, user, host, nick, flags, account."""
        if len(line.params) < 8 or line.params[1] != WHOX_MARK:
            return
        channel, user, host, nick, flags, account = line.params[2:8]
        if person := self._listed(channel, nick, user, host):
            person.away = flags.startswith("G")
            person.log_in(account_of(account))

    def _listed(self, channel: str, nick: str, user: str, host: str) -> Person | None:
        if self._session.is_me(nick):
            self._session.me.user, self._session.me.host = user, host
        return self._tracker.listed(channel, nick, user, host) if nick else None

    def _on_names(self, line: Line) -> None:
        """353: us, kind, channel, names with their prefixes, and with user@host where userhost-in-names holds."""
        marks = "".join(self._session.isupport.prefixes.values())
        for word in line.param(-1).split(" "):
            nick, _, address = word.lstrip(marks).partition("!")
            user, _, host = address.rpartition("@")
            if nick:
                self._tracker.listed(line.param(2), nick, user, host)

    def _on_no_such_nick(self, line: Line) -> None:
        """What waits for that nick would go to who wears it next."""
        self._tracker.no_such_nick(line.param(1))
        self._session.writer.drop(self._session.fold(line.param(1)))
