"""Names as they are elsewhere, made fit for here: titles, and what clients and projects are called."""

from dataclasses import dataclass, field

from msgspec import Struct

from chatbot.desk.bounds import USUAL
from chatbot.desk.labels import NOBODY
from chatbot.desk.wording import TYPE, clean, fit

UNFIT = str.maketrans(dict.fromkeys('"“”„=', " "))


def text_of(text: str) -> str:
    """Byte for byte, but for a sign that dibs keeps for itself, which no door lets in."""
    return text.replace(TYPE, "")


def name_of(user: str) -> str:
    """Of somebody who is no member."""
    return " ".join(clean(user).split())[: USUAL.address].strip()


class Titled(Struct, frozen=True):
    """`whole`: as it was, where it had to be cut or cleaned; it stands above the description then."""

    title: str
    whole: str = ""


def titled(text: str) -> Titled:
    """Its title is empty where nothing can be read in it."""
    line = " ".join(clean(text).split())
    title = fit(line, USUAL.title)
    return Titled(title, "" if title == text.strip() else text_of(text))


def label_of(name: str) -> str:
    """As `client add` would take it; empty where nothing is left of it."""
    line = " ".join(clean(name).translate(UNFIT).split()).lstrip("@#- ")
    return "" if line.lower() == NOBODY else line[: USUAL.label].strip()


@dataclass(slots=True)
class Accounts:
    """Clients with their projects, each by the name that it was first called by."""

    clients: dict[str, str] = field(default_factory=dict[str, str])
    projects: dict[str, dict[str, str]] = field(default_factory=dict[str, dict[str, str]])
    noted: list[str] = field(default_factory=list[str])

    def take(self, client: str, project: str) -> tuple[str, str]:
        """What they are called here. A project without a client becomes one."""
        theirs, its = self._label("client", client), self._label("project", project)
        if its and not theirs:
            self._note(f"Project {its}: no client is named with it, so it becomes a client.")
            theirs, its = its, ""
        if not theirs:
            return "", ""
        theirs = self.clients.setdefault(theirs.casefold(), theirs)
        of_theirs = self.projects.setdefault(theirs.casefold(), {})
        return theirs, of_theirs.setdefault(its.casefold(), its) if its else ""

    def _label(self, what: str, name: str) -> str:
        label = label_of(name)
        if name.strip() and label != name.strip():
            self._note(f"{what.capitalize()} {clean(name)!r}: it is called {label or 'nothing'} here.")
        return label

    def _note(self, said: str) -> None:
        if said not in self.noted:
            self.noted.append(said)
