"""Tickets by what they were called where they came from: `show tkts:5`, wherever a verb takes a ticket."""

import re
from collections.abc import Awaitable, Callable

from chatbot.commands.arguments import ALIAS
from chatbot.commands.parse import verb_of
from chatbot.commands.refusals import Usage
from chatbot.commands.registry import Table
from chatbot.commands.words import SEPARATORS
from chatbot.desk import aliases
from chatbot.desk.act import Act
from chatbot.desk.wording import TYPE, clean, fit

_WORDS = re.compile(f"([^{SEPARATORS}]+)([{SEPARATORS}]*)")
MOST = 20
"""Tickets in one command."""

Find = Callable[[str, str], Awaitable[int | None]]


async def numbered(table: Table, text: str, find: Find) -> str:
    """With the numbers that tickets have here. Only what stands where a ticket does is looked at; free text isn't."""
    words = _WORDS.match(text)
    command = table.names.get(verb_of(words[1])) if words else None
    if words is None or command is None or command.parameters.ticket is None:
        return text
    at, found = words.end(), text[: words.end()]
    for _ in range(MOST):
        word = _WORDS.match(text, at)
        alias = ALIAS.fullmatch(word[1].rstrip(".,:;?!")) if word else None
        number = await find(alias[1], alias[2]) if alias else None
        if word is None or number is None:
            break
        found, at = f"{found}{number}{word[2]}", word.end()
    return found + text[at:]


async def known(act: Act, label: str, key: str) -> int | None:
    """Raises Usage where others came from there, and this one didn't."""
    number = await aliases.number_of(act, label, key)
    if number is None and await aliases.is_label(act, label):
        raise Usage(f"No ticket {label}:{fit(clean(key), 20)} came in. By the number here: {TYPE}show <ticket>")
    return number
