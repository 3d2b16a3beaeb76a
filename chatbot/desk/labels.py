"""Names of clients and projects: one word or more, typed in quotes then."""

from chatbot.desk.act import Act
from chatbot.desk.refused import Refused
from chatbot.desk.wording import clean

NOBODY = "none"
"""Instead of a client's or a project's name, where a ticket is to have none."""


def quoted(name: str) -> str:
    """As it is typed."""
    return f'"{name}"' if " " in name else name


def need_label(act: Act, name: str, what: str) -> str:
    """A name of one or more words; nothing that the grammar needs for itself."""
    most, name = act.settings.bounds.label, " ".join(name.split(" ")).strip()
    if len(name) > most:
        raise Refused(f"The name of a {what} has at most {most} characters, this one {len(name)}.")
    if not name or name != clean(name) or name[0] in "@=#-" or set(name) & set('"“”„=') or name.lower() == NOBODY:
        raise Refused(f'The name of a {what} is a word, or "more of them", without quotes or = in it.')
    return name
