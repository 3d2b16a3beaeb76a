"""What Tab offers: verbs, roles, tickets and names, as far as who types may know them."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from chatbot.cli.chat.slash import SLASHES
from chatbot.commands.registry import Table
from chatbot.desk.wording import clean, fit

META = 40
"""Characters of a title beside its number."""


@dataclass(frozen=True, slots=True)
class Known:
    """`tickets`: number and title of the open ones."""

    tickets: tuple[tuple[int, str], ...] = ()
    roles: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


Offer = tuple[str, str]
"""What would be typed, and what it is."""


class Completing(Completer):
    """`known` looks up what stands now, as who types."""

    def __init__(self, table: Table, prefix: Callable[[], str], known: Callable[[], Awaitable[Known]]) -> None:
        self._table = table
        self._prefix = prefix
        self._known = known

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:  # noqa: ARG002 - the library's signature
        """Never asked: the desk is, which takes a moment."""
        return ()

    async def get_completions_async(
        self,
        document: Document,
        complete_event: CompleteEvent,  # noqa: ARG002 - the library's signature
    ) -> AsyncGenerator[Completion, None]:
        text = document.text_before_cursor
        for offered, meta in offers(self._table, self._prefix(), text, await self._known()):
            yield Completion(offered, start_position=-len(text.rpartition(" ")[2]), display_meta=meta)


def offers(table: Table, prefix: str, text: str, known: Known) -> list[Offer]:
    """What may stand in place of the last word of `text`, or of the one that is still to begin."""
    before, _, word = text.rpartition(" ")
    if text.startswith("/"):
        found = _after_slash(before, known)
        return [(offer, meta) for offer, meta in found if offer.lower().startswith(word.lower())]
    mark = prefix if not before and word.startswith(prefix) else ""
    begun = before.removeprefix(prefix).lower()
    found = _words(table, begun, word.removeprefix(mark), known)
    return [(mark + offer, meta) for offer, meta in found if offer.lower().startswith(word.removeprefix(mark).lower())]


def _after_slash(before: str, known: Known) -> Iterator[Offer]:
    if not before:
        yield from ((f"/{name}", slash.help) for name, slash in SLASHES.items())
    elif before.lower() in {"/nick", "/msg"}:
        yield from ((name, "") for name in known.names)


def _words(table: Table, begun: str, word: str, known: Known) -> Iterator[Offer]:
    """Verbs first, such as `role add`; then what the verb takes there."""
    yield from _verbs(table, begun)
    verb = next((name for name in sorted(table.names, key=len, reverse=True) if _is_verb(name, begun)), None)
    if verb is None:
        return
    usage = table.names[verb].declared.usage
    if word.startswith("@") or ("<role>" in usage and begun == verb):
        mark = "@" if word.startswith("@") else ""
        yield from ((mark + role, "role") for role in known.roles)
    if "ticket" in usage and begun == verb:
        yield from ((str(number), fit(clean(title), META)) for number, title in known.tickets)
    if ("<person>" in usage and begun != verb) or usage.startswith("<person>"):
        yield from ((name, "") for name in known.names)


def _is_verb(name: str, begun: str) -> bool:
    return begun == name or begun.startswith(f"{name} ")


def _verbs(table: Table, begun: str) -> Iterator[Offer]:
    lead = f"{begun} " if begun else ""
    seen: set[str] = set()
    for name, command in table.names.items():
        following = name.removeprefix(lead).split(" ")[0] if name.startswith(lead) else ""
        if following and following not in seen:
            seen.add(following)
            yield following, command.summary if name == f"{lead}{following}" else f"{following} ..."
