"""What begins with a slash, as in other clients: a table from the word to what it does."""

from collections.abc import Awaitable, Callable, Mapping
from string import punctuation

from msgspec import Struct

from chatbot.cli.chat.company import Company
from chatbot.commands.secrecy import may_be_secret
from chatbot.desk.suggest import nearest
from chatbot.tour.guest import GuestFailed


class Over(Exception):
    """Whoever types wants to leave the prompt."""


class Slash(Struct, frozen=True):
    usage: str
    help: str
    do: Callable[[Company, str], Awaitable[str]]
    """Gets what stands behind the word; returns what is to be said about it, mostly nothing. Raises GuestFailed."""


async def _nick(company: Company, rest: str) -> str:
    if not rest or " " in rest:
        raise GuestFailed("Who are you? /nick carol")
    await company.become(rest)
    return f"You are {company.now} now. Who is played: {', '.join(company.names)}"


async def _msg(company: Company, rest: str) -> str:
    nick, _, text = rest.partition(" ")
    if not text.strip():
        raise GuestFailed("To whom, and what? /msg dibs mine")
    await company.tell(nick, text, shown=hidden(text))
    return ""


async def _quit(_: Company, __: str) -> str:
    raise Over


async def _help(_: Company, __: str) -> str:
    return "\n".join(f"{slash.usage:<22}{slash.help}" for slash in SLASHES.values())


SLASHES: Mapping[str, Slash] = {
    "nick": Slash("/nick carol", "be somebody else; who was played stays, and still hears", _nick),
    "msg": Slash("/msg dibs mine", "say something to one person alone", _msg),
    "help": Slash("/help", "this list; dibs's own is: help", _help),
    "quit": Slash("/quit", "leave this prompt, as Ctrl-D does", _quit),
}


async def obey(company: Company, line: str) -> str:
    """`line` begins with a slash. Raises GuestFailed with a sentence, or Over."""
    word, _, rest = line[1:].partition(" ")
    slash = SLASHES.get(word.lower())
    if slash is None:
        near = nearest(word.lower(), SLASHES, edits=2)
        raise GuestFailed(f"No /{word[:20]} here. " + (f"Did you mean /{near}?" if near else "There is: /help"))
    return await slash.do(company, rest.strip())


def hidden(text: str) -> str:
    """A code or a password isn't shown, nor kept."""
    word = text.split(" ", maxsplit=1)[0].lower()
    return f"{word} ..." if is_secret(text) else text


def is_secret(line: str) -> bool:
    """Whether something in it is nobody else's business: `iam CODE`, `identify ...`, however it is sent."""
    words = line.lower().split()
    if words[:1] == ["/msg"]:
        words = words[2:]
    elif words and words[0].endswith((":", ",")):  # dibs: iam CODE
        words = words[1:]
    if not words:
        return False
    verb = words[0].strip(punctuation)
    return verb == "iam" or may_be_secret(" ".join([verb, *words[1:]]))
