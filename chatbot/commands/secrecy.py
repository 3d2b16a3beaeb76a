"""Lines that may hold a password: none of their words is kept, shown or taken for text, however the verb is spelled."""

from collections.abc import Awaitable, Callable, Sequence

from chatbot.commands.words import Scanner
from chatbot.desk import passwords, spilling
from chatbot.desk.act import Caller
from chatbot.desk.desk import Desk
from chatbot.desk.spilling import Budget
from chatbot.desk.suggest import nearest
from chatbot.desk.wording import TYPE, clean
from chatbot.wire import Channel, Message

VERBS = ("identify", "register", "passwd", "login")
LONG = 6
"""So many letters may hold two slips."""
BEFORE = frozenset({"msg", "query", "ns", "nickserv", "quote", "raw"})
"""What may stand in front, first of all: the line was meant for somebody else, or for the client."""
FIRST = 4
"""Words of a line in a channel, among which a verb is looked for."""
MOST_BEHIND = 3
"""Words, behind a verb that is mistyped: a longer line is a sentence."""
MOST_WORDS = 40

KEPT_NOWHERE = f"That is kept nowhere, since it might hold a password. If it is an answer: {TYPE}re <ticket> <text>"

Spilled = Callable[[Message], Awaitable[str]]
"""What is to be said in private, where a line in a channel gave a password away; empty where it didn't."""


async def nothing_is_spilled(_message: Message) -> str:
    return ""


def may_be_secret(text: str) -> bool:
    """Whether a line in private, that is no command as it stands, might have a password in it."""
    words = words_of(text)
    at = 0 if words[:1] and _plain(words[0]) not in BEFORE else _first(words, FIRST)
    verb = _plain(words[at]) if at < len(words) else ""
    return verb in VERBS or (_is_near(verb) and len(words) - at - 1 <= MOST_BEHIND)


def spilling_on(desk: Desk) -> Spilled:
    budget = Budget()

    async def spilled(message: Message) -> str:
        where = message.audience
        if not isinstance(where, Channel) or where.network not in desk.settings.passwords:
            return ""
        said = [word for line in message.text.split("\n") for word in what_is_told(line)]
        return await spilling.spilled(desk, Caller(message.principal, where), said, budget) if said else ""

    return spilled


def what_is_told(text: str) -> Sequence[str]:
    """Of a line in a channel: codes, or the words behind a verb for passwords."""
    words = words_of(text)
    if codes := [word for word in map(_bare, words) if passwords.is_code(word)]:
        return codes
    return words[_first(words, FIRST) + 1 :]


def words_of(text: str) -> list[str]:
    scanner, words = Scanner(text), list[str]()
    while len(words) < MOST_WORDS and (word := scanner.take()):
        words.append(word)
    return words


def _first(words: Sequence[str], among: int) -> int:
    """Where the first verb stands; behind all words if there is none."""
    found = (at for at, word in enumerate(words[:among]) if _is_near(_plain(word)))
    return next(found, len(words))


def _is_near(verb: str) -> bool:
    return nearest(verb, VERBS, edits=1 if len(verb) < LONG else 2) is not None


def _bare(word: str) -> str:
    return word.strip("()<>.,:;?!'\"")


def _plain(word: str) -> str:
    """Without what a prefix, a client or a phone puts around it."""
    return clean(word).lower().strip("!/.,:;?")
