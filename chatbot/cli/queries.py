"""What may stand behind each filter of the query language, as far as that is a word."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from chatbot.cli.offers import Look
from chatbot.desk.filters import FILTERS, HAS, IS, SORTED
from chatbot.desk.labels import NOBODY
from chatbot.desk.offering import Kind, Offer
from chatbot.desk.priorities import PRIORITIES

DAYS = ("today", "yesterday")
WORDS: Mapping[str, Iterable[str]] = {
    "state": ("open", "closed", "any"),
    "owner": ("me", "none"),
    "reporter": ("me",),
    "watcher": ("me",),
    "client": (NOBODY,),
    "priority": PRIORITIES,
    "opened": DAYS,
    "touched": DAYS,
    "closed": DAYS,
    "due": ("today", "tomorrow"),
    "has": HAS,
    "is": IS,
    "archived": ("yes", "no"),
    "sort": SORTED,
}
KINDS: Mapping[str, Kind] = {
    "owner": "people",
    "reporter": "people",
    "watcher": "people",
    "role": "roles",
    "client": "clients",
    "project": "projects",
    "type": "types",
}


def values_of_filters(look: Look) -> Mapping[str, Callable[[], Iterable[Offer]]]:
    return {key: partial(_values, key, look) for key in FILTERS}


def _values(key: str, look: Look) -> Iterable[Offer]:
    yield from ((word, "") for word in WORDS.get(key, ()))
    if key in KINDS:
        yield from look(KINDS[key])
