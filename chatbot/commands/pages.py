"""From what a handler answers to replies: two lines where others read, the rest in private (VOICE, noise 10)."""

from dataclasses import replace

from msgspec import Struct

from chatbot.desk.wording import LINE, TYPE, shown
from chatbot.wire import Channel, Message, Private, Reply

PUBLIC_LINES = 2
MOST_LINES = 40
IN_PRIVATE = "That is said in private alone, so on IRC itself: nobody can be told anything in private over a bridge."


class Answer(Struct, frozen=True):
    """`lines` go where the question was read; `private` only to who asked.

    `opened`: the ticket that was opened by it, for what is pasted next.
    """

    lines: tuple[str, ...] = ()
    private: tuple[str, ...] = ()
    opened: int | None = None


def as_answer(said: str | Answer) -> Answer:
    return Answer(tuple(said.split("\n"))) if isinstance(said, str) else said


def replies(message: Message, said: str | Answer | tuple[str, ...]) -> list[Reply]:
    """What goes where, in order; nothing for an empty answer."""
    answer = Answer(said) if isinstance(said, tuple) else as_answer(said)
    lines, private = _cleaned(answer.lines), _cleaned(answer.private)
    if message.principal.relay:
        return to_channel(message, _over_a_bridge(lines, private))
    if isinstance(message.audience, Channel):
        public, rest = spread(lines)
        return [*to_channel(message, public), *to_person(message, rest + private)]
    return to_person(message, lines + private)


def spread(lines: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the channel reads, and what goes on in private; the public part ends by saying so."""
    if len(lines) <= PUBLIC_LINES:
        return lines, ()
    left = len(lines) - PUBLIC_LINES
    last = f"{lines[PUBLIC_LINES - 1]} ({left} more in private)"
    if len(last) <= LINE:
        return (*lines[: PUBLIC_LINES - 1], last), lines[PUBLIC_LINES:]
    shown = lines[: PUBLIC_LINES - 1]
    return (*shown, f"({left + 1} more lines in private)"), lines[PUBLIC_LINES - 1 :]


def _over_a_bridge(lines: tuple[str, ...], private: tuple[str, ...]) -> tuple[str, ...]:
    """All that can be said there: whoever is on the other side of a bridge has no private place."""
    if not lines:
        return (IN_PRIVATE,) if private else ()
    left = len(lines) - PUBLIC_LINES + len(private)
    last = f"{lines[:PUBLIC_LINES][-1]} ({left} more on IRC itself)"
    return (*lines[: PUBLIC_LINES - 1], last) if left > 0 and len(last) <= LINE else lines[:PUBLIC_LINES]


def to_channel(message: Message, lines: tuple[str, ...]) -> list[Reply]:
    if not lines:
        return []
    return [Reply(message.audience, lines, target=message.mentioned_as, reply_to=message.msgid)]


def to_person(message: Message, lines: tuple[str, ...]) -> list[Reply]:
    who = message.principal
    if who.relay:  # that nick is nobody's, and the bridge is nobody
        return []
    here = isinstance(message.audience, Private)
    if len(lines) > MOST_LINES:
        lines = (*lines[: MOST_LINES - 1], f"({len(lines) - MOST_LINES + 1} more lines left out: ask for less at once)")
    to, msgid = Private(who.network, who.nick), message.msgid if here else ""
    stranger = who.method == "none"
    return [Reply(to, lines, reply_to=msgid, asked_by=who.mask, stranger=stranger)] if lines else []


def ready(reply: Reply, prefix: str) -> Reply:
    """What to type is shown as it works there: with the prefix in a channel, without it in private."""
    before = prefix if isinstance(reply.to, Channel) else ""
    return replace(reply, lines=tuple(shown(line, before) for line in reply.lines))


def _cleaned(lines: tuple[str, ...]) -> tuple[str, ...]:
    """TYPE stays, since only `ready` knows where a line goes."""
    return tuple(text for line in lines if (text := shown(line, TYPE).rstrip(" ")))
