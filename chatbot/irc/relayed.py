"""What a bridge's bot writes, taken apart: who is said to speak, and what. Pure, and linear in the line.

What others print, by default: matterbridge `[discord] <bob> text`, discord-irc `<bob> text` with the name in colours,
heisenbridge `<bob> text`, teleirc `<bob> text` with a zero-width space in the name.
"""

from functools import cache

from msgspec import Struct

from chatbot.desk.wording import clean

NICK, TEXT = "{nick}", "{text}"
USUAL = "<{nick}> {text}"
LONGEST_NAME = 64
LONGEST_PROTOCOL = 32
"""Characters, in brackets before the name."""


class Said(Struct, frozen=True):
    """`protocol`: where they are on the other side, if the bridge says so."""

    name: str
    text: str
    protocol: str = ""


class Format(Struct, frozen=True):
    """What stands around the name and the text."""

    before: str
    between: str

    def read(self, line: str) -> Said | None:
        """None for what isn't in that form. Colours and what nobody sees are left out; so are brackets before it."""
        line = clean(line).strip()
        found = self._plainly(line)
        if found is None and line.startswith("["):
            protocol, end, _ = line[1 : LONGEST_PROTOCOL + 2].partition("]")
            found = self._plainly(line[len(protocol) + 2 :].lstrip(" ")) if end else None
            return Said(found.name, found.text, protocol.strip()) if found else None
        return found

    def _plainly(self, line: str) -> Said | None:
        if not line.startswith(self.before):
            return None
        start = len(self.before)
        end = line.find(self.between, start, start + LONGEST_NAME + len(self.between))
        name, text = line[start:end].strip(), line[end + len(self.between) :].strip()
        return Said(name, text) if end > start and name and text else None


@cache
def format_of(written: str) -> Format:
    """ValueError, with a sentence, if it can't tell a name from a text."""
    before, nick, rest = written.partition(NICK)
    between, text, after = rest.partition(TEXT)
    if not (nick and text) or after or NICK in between or not between.strip(" ") or before.startswith(" "):
        raise ValueError('must be like "<{nick}> {text}": the name, a sign or more behind it, and the text at the end.')
    return Format(before, between)
