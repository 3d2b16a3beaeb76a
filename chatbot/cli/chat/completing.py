"""What Tab offers: verbs, roles, tickets and names, as far as who types may know them."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Iterator, Mapping, Sequence

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from chatbot.cli import offers as behind
from chatbot.cli.chat.slash import SLASHES
from chatbot.commands.registry import Table
from chatbot.desk.labels import quoted
from chatbot.desk.offering import Kind, Offer
from chatbot.desk.wording import clean, fit

META = 40
"""Characters of a title beside its number."""


Known = Mapping[Kind, Sequence[Offer]]


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
        yield from known.get("people", ())


def _words(table: Table, begun: str, word: str, known: Known) -> Iterator[Offer]:
    """Verbs first, such as `role add`; then what the verb takes there."""
    yield from _verbs(table, begun)
    verb = next((name for name in sorted(table.names, key=len, reverse=True) if _is_verb(name, begun)), None)
    if verb is not None:
        said = begun.removeprefix(verb).split()
        for offer, meta in behind.offers(table.names[verb], said, word, lambda kind: _typed(kind, known)):
            yield offer, fit(clean(meta), META)


def _typed(kind: Kind, known: Known) -> Iterator[Offer]:
    """Names of several words stand in quotes."""
    yield from ((quoted(name), what) for name, what in known.get(kind, ()))


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
