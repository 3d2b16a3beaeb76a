"""A ticket as a small form for an editor: `Title: printer on fire`, and below an empty line the description."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from chatbot.commands.arguments import is_ticket
from chatbot.commands.refusals import Usage

COMMENT = "#"


class Field(Struct, frozen=True):
    """`name`: that of the handler's parameter. `says`: what may stand there."""

    name: str
    says: str

    @property
    def head(self) -> str:
        return self.name.rstrip("_").capitalize()


TITLE = Field("title", "What is wrong, in one line. Where it is empty, nothing is changed.")
ROLE = Field("role", "Whom it is for. Empty: whoever is asked where nobody says.")
PRIORITY = Field("priority", "low, normal, high or urgent. Empty: as usual.")
PRIVATE = Field("private", "yes or no. Empty: no. A private one is seen by you, its role and admins alone.")

TYPE = Field("type_", "What kind of ticket it is. Empty: as usual.")
CLIENT = Field("client", "For whom the work on it is done. Empty: nobody.")
PROJECT = Field("project", "A project of that client. Empty: none.")

BELOW = "Below the empty line: the description, in as many lines as you like, each as it stands."

Filled = Mapping[str, str]
"""By the names of the fields, and `description`."""


def wants_a_form(verb: str, words: Sequence[str], given: Mapping[str, object]) -> bool:
    """A ticket of a system is never written by hand."""
    if verb == "new":
        return not words and given.get("key") is None and not given.get("recovered")
    return verb == "edit" and len(words) == 1 and is_ticket(words[0]) and all(one is None for one in given.values())


def as_text(about: str, fields: Sequence[Field], filled: Filled) -> str:
    return "\n".join([*_heads(about, fields, filled), "", filled.get("description", ""), ""])


def _heads(about: str, fields: Sequence[Field], filled: Filled) -> Iterator[str]:
    yield f"{COMMENT} {about}"
    for field in fields:
        yield f"{COMMENT} {field.says}"
        yield f"{field.head}: {filled.get(field.name, '')}".rstrip(" ")
    yield f"{COMMENT} {BELOW}"


def read(text: str, fields: Sequence[Field]) -> dict[str, str]:
    """What was filled in. Raises Usage where a line of the head says nothing that there is."""
    head, _, below = text.replace("\r\n", "\n").partition("\n\n")
    found = {"description": below.strip("\n")}
    known = {field.head.lower(): field.name for field in fields}
    for line in (line for line in head.split("\n") if line.strip() and not line.startswith(COMMENT)):
        name, colon, value = line.partition(":")
        if not colon or name.strip().lower() not in known:
            heads = ", ".join(f"{field.head}:" for field in fields)
            raise Usage(f"A line above the empty one begins with none of {heads} The description stands below.")
        found[known[name.strip().lower()]] = value.strip()
    return found
