"""A PRIVMSG becomes a `Message`, or nothing."""

from importlib.metadata import version

from msgspec.structs import replace

from chatbot.irc.bridges import RELAYMSG
from chatbot.irc.identity import Resolver
from chatbot.irc.lines import Line
from chatbot.irc.multiline import Multiline
from chatbot.irc.outgoing import clean, ctcp_answer, is_message_id, is_target
from chatbot.irc.people import next_number
from chatbot.irc.playback import Playback
from chatbot.irc.relayed import Said
from chatbot.irc.session import Session, Table
from chatbot.wire import Audience, Channel, Message, Principal, Private

BOT_TAGS = {"bot", "draft/bot", "inspircd.org/bot"}
CTCP = "\x01"
VERSION_EVERY = 10.0
"""Seconds. One answer at most, so that nobody makes us flood."""


def _seen_of(text: str) -> str:
    """What people see of it, in lines; empty where it is nothing but colours and signs that can't be seen."""
    return "\n".join(map(clean, text.split("\n")))


class Receiver:
    def __init__(self, session: Session, playback: Playback) -> None:
        self._session = session
        self._playback = playback
        self._resolver = Resolver(session.settings, session.caps, session.tracker)
        self._multiline = Multiline(session)
        self._versioned_at = -VERSION_EVERY

    def table(self) -> Table:
        """A NOTICE can only spoil something: it never commands, and is never answered (RFC 1459, 4.4.2)."""
        return {"PRIVMSG": self._on_privmsg, "NOTICE": self._on_notice, "BATCH": self._on_batch}

    def _on_privmsg(self, line: Line) -> None:
        if not self._multiline.takes(line):
            self._on_said(line)

    def _on_notice(self, line: Line) -> None:
        self._multiline.takes(line)

    def _on_batch(self, line: Line) -> None:
        """Whether it is history is known at its opening: then it stands within what it is part of."""
        sign, ref = line.param(0)[:1], line.param(0)[1:]
        if sign == "+":
            target = line.param(2)
            channel = target if self._session.isupport.is_channel(target) else None
            within = replace(line, tags={**line.tags, "batch": ref})
            self._multiline.opens(line, live=not self._playback.is_replay(within, channel))
        elif sign == "-" and (said := self._multiline.ends(ref)):
            self._on_said(said)

    def _on_said(self, line: Line) -> None:
        if (spoofed := self._session.bridges.spoofed(line)) is not None:
            self._on_relayed(line, spoofed, RELAYMSG)
            return
        if self._session.is_me(line.nick):
            self._on_echo(line)
            return
        principal = self._resolver.principal(line)
        if relay := self._session.bridges.relay(principal.account, principal.mask):
            self._on_relay(line, relay, principal.account)
            return
        audience = self._audience(line)
        text = line.param(1)
        if audience is None or not _seen_of(text) or not self._is_live(line, audience):
            return
        if text.startswith(CTCP):
            self._on_ctcp(line, text.strip(CTCP))
            return
        if self._session.settings.passwords:
            self._session.tracker.spoke_from(line.nick, line.user, line.host)
            principal = self._resolver.principal(line)
        message = self._message(line, principal, audience, text)
        self._note(line, message)
        self._session.ears.message(message)

    def _on_relay(self, line: Line, relay: str, account: str | None) -> None:
        """A configured relay is nobody by itself: what it doesn't say for others is nothing."""
        if self._resolver.reads_tags:
            self._correct(line, account)
        if said := self._session.bridges.read(line.param(1).partition("\n")[0]):
            self._on_relayed(line, said, relay)

    def _on_relayed(self, line: Line, said: Said, relay: str) -> None:
        """In channels alone. That a relay is marked as a bot is no matter: a person speaks."""
        audience = self._audience(line)
        words = _seen_of(said.text)
        if isinstance(audience, Channel) and words and CTCP not in said.text and self._is_now(line, audience):
            principal = self._session.bridges.principal(said, relay)
            self._session.ears.message(self._message(line, principal, audience, said.text))

    def _on_echo(self, line: Line) -> None:
        """A line of ours as others got it (echo-message). It gives its id away, and is nothing else."""
        target = line.param(0)
        channel = target if self._session.isupport.is_channel(target) else None
        if not self._playback.is_replay(line, channel):
            self._session.sayings.note(self._msgid(line), line.param(1))

    def _msgid(self, line: Line) -> str:
        """Empty where there is none that could be sent back, or where the server never said that it gives any."""
        msgid = line.tags.get("msgid", "")
        return msgid if self._session.caps.has("message-tags") and is_message_id(msgid) else ""

    def _about(self, line: Line) -> int | None:
        return self._session.sayings.about(line.tags) if self._session.caps.has("message-tags") else None

    def _is_live(self, line: Line, audience: Audience) -> bool:
        """Said by a person, not by another bot, and now."""
        return BOT_TAGS.isdisjoint(line.tags) and is_target(line.nick) and self._is_now(line, audience)

    def _is_now(self, line: Line, audience: Audience) -> bool:
        channel = audience.name if isinstance(audience, Channel) else None
        return line.from_person and not self._playback.is_replay(line, channel)

    def _audience(self, line: Line) -> Audience | None:
        session, target = self._session, line.param(0)
        if session.is_me(target):
            return Private(session.settings.network, line.nick)
        name = self._without_status(target)
        if not session.isupport.is_channel(name):
            return None
        return Channel(session.settings.network, session.wanted.spelling(name, session.fold))

    def _without_status(self, target: str) -> str:
        """`@#ops` is for those in `#ops` who hold @."""
        status = target[:1] and target[0] in self._session.isupport.statusmsg
        return target[1:] if status and self._session.isupport.is_channel(target[1:]) else target

    def _message(self, line: Line, principal: Principal, audience: Audience, text: str) -> Message:
        target = line.param(0)
        names = self._names(text)
        status = isinstance(audience, Channel) and self._without_status(target) != target
        now = self._session.clocks.now()
        return Message(
            principal,
            audience,
            _seen_of(text),
            now,
            names,
            target if status else "",
            self._msgid(line),
            self._about(line),
            next_number(),
            self._since(line, audience),
        )

    def _since(self, line: Line, audience: Audience) -> int:
        person = self._session.tracker.person(line.nick)
        if person is None or not isinstance(audience, Channel) or not person.is_at(line.user, line.host):
            return 0
        return person.channels.get(self._session.fold(audience.name), 0)

    def _names(self, text: str) -> tuple[str, ...]:
        """What addresses us: both our nicks, and one as this line spells it, if the server takes that for the same."""
        session = self._session
        ours = (session.me.nick, session.settings.nick)
        begins = (text[: len(name)] for name in ours if session.fold(text[: len(name)]) == session.fold(name))
        return tuple(dict.fromkeys((*ours, *begins)))

    def _note(self, line: Line, message: Message) -> None:
        session, principal, now = self._session, message.principal, message.at
        session.forwarding.spoke(principal.mask)
        if isinstance(message.audience, Channel):
            session.spoken.note(session.fold(message.audience.name), principal.key, now)
        else:
            session.tracker.guest(line.nick, line.user, line.host)
        if principal.account is not None and not session.settings.passwords:
            session.sought.note(principal.key, line.nick)
        if person := session.tracker.person(line.nick):
            person.speak(now)
        if self._resolver.reads_tags:
            self._correct(line, principal.account)

    def _correct(self, line: Line, account: str | None) -> None:
        """The tag is the newest word on who that nick is."""
        person = self._session.tracker.person(line.nick)
        if person and person.is_at(line.user, line.host):
            person.log_in(account)

    def _on_ctcp(self, line: Line, text: str) -> None:
        """VERSION alone is answered. ACTION (/me) is talk."""
        now = self._session.clocks.steady()
        if text.partition(" ")[0].upper() == "VERSION" and now - self._versioned_at >= VERSION_EVERY:
            self._versioned_at = now
            self._session.control(ctcp_answer(line.nick, "VERSION", f"dibs {version('dibs')}"))
