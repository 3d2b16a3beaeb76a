"""The filters of a query, in one table: how each reads its values, held by docs/search.md.

A reader gives alternatives, each of which is all of some facts (store/finding.py), and raises ValueError, with a
sentence that says what to write instead, or Refused.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from msgspec import Struct

from chatbot.desk import checks, people
from chatbot.desk.act import Act
from chatbot.desk.clients import need_client, need_insider
from chatbot.desk.habits import own_zone
from chatbot.desk.labels import NOBODY
from chatbot.desk.people import Person
from chatbot.desk.priorities import PRIORITIES
from chatbot.desk.queries import Filter, Item, wrong
from chatbot.desk.refused import NoRight, Refused
from chatbot.desk.spans import span
from chatbot.desk.suggest import no_such
from chatbot.desk.wall import Here
from store import clients, workflows
from store.finding import Condition, Fact, Order, Sort

Facts = Sequence[Sequence[Fact]]

SORTED: Mapping[str, Sort] = {"opened": "opened", "touched": "touched", "priority": "priority", "number": "number"}
COMPARES = frozenset({"priority", "opened", "touched", "closed", "due"})
"""Filters behind which `<` and the like may stand."""


class Row(Struct, frozen=True):
    """`values`, `example` and `means` are what the documentation says."""

    values: str
    example: str
    means: str
    read: Callable[[Act, Item], Awaitable[Facts]]


async def condition(act: Act, one: Filter) -> Condition:
    read = FILTERS[one.key].read
    found: list[Sequence[Fact]] = []
    for item in one.items:
        found += await _alternatives(act, one.key, item, read)
    return Condition(found, one.negated)


async def _alternatives(act: Act, key: str, item: Item, read: Callable[[Act, Item], Awaitable[Facts]]) -> Facts:
    try:
        _need_comparable(key, item)
        return await read(act, item)
    except NoRight:
        raise
    except (ValueError, Refused) as error:
        sentence = error.marked if isinstance(error, Refused) else str(error)
        raise wrong(item.at, sentence) from None


def _need_comparable(key: str, item: Item) -> None:
    if item.op not in (None, "=") and key not in COMPARES:
        raise ValueError(f"{key}: has no {item.op}. Write {FILTERS[key].example}")


def is_archived(filters: Sequence[Filter]) -> bool | None:
    """None where no filter says it."""
    found: bool | None = None
    for one in filters:
        for item in one.items:
            if item.text.lower() not in ("yes", "no") or item.op:
                raise wrong(item.at, "archived: is yes or no.")
            found = (item.text.lower() == "yes") is not one.negated
    return found


def orders(filters: Sequence[Filter]) -> list[Order]:
    return [_order(item, negated=one.negated) for one in filters for item in one.items]


def _order(item: Item, *, negated: bool) -> Order:
    name = item.text.lower().removeprefix("-")
    if name not in SORTED or item.op or negated:
        raise wrong(item.at, f"sorted by {', '.join(SORTED)}; the other way round by sort:-priority")
    return Order(SORTED[name], item.text.startswith("-"))


async def _state(act: Act, item: Item) -> Facts:
    wanted = _folded(item.text)
    if wanted == "any":
        return [[]]
    if wanted in ("open", "closed"):
        return [[Fact(wanted)]]
    known = sorted(
        {
            state.name
            for type_ in await workflows.list_types(act.tx)
            for state in await workflows.list_states(act.tx, type_.name)
        }
    )
    found = [name for name in known if _folded(name) == wanted]
    if not found:
        raise ValueError(no_such("state", item.text, dict.fromkeys(["open", "closed", "any", *known])))
    return [[Fact("state", name)] for name in found]


def _folded(name: str) -> str:
    """`on-hold` is `on hold`."""
    return name.lower().replace("-", " ").replace("_", " ")


async def _owner(act: Act, item: Item) -> Facts:
    if item.text.lower() == "none":
        return [[Fact("owned", negated=True)]]
    return [[Fact("owner", await _person(act, item.text))]]


async def _reporter(act: Act, item: Item) -> Facts:
    return [[Fact("reporter", await _person(act, item.text))]]


async def _watcher(act: Act, item: Item) -> Facts:
    return [[Fact("watcher", await _person(act, item.text))]]


async def _person(act: Act, name: str) -> int:
    if name.lower() == "me":
        return checks.need_member(act, "look for what is yours").id
    bare = name.removeprefix("=")
    if not bare:
        raise ValueError("a person has a name, or is me.")
    return (await people.need_member(act, Person(bare, exact=bare != name))).id


async def _role(act: Act, item: Item) -> Facts:
    return [[Fact("role", (await checks.need_role(act, item.text.removeprefix("@"))).id)]]


async def _client(act: Act, item: Item) -> Facts:
    need_insider(act)
    if item.text.lower() == NOBODY:
        return [[Fact("of a client", negated=True)]]
    return [[Fact("client", (await need_client(act, item.text)).id)]]


async def _project(act: Act, item: Item) -> Facts:
    """Of whichever client: several may have one of that name."""
    need_insider(act)
    found = [
        project
        for client in await clients.list_all(act.tx)
        for project in await clients.list_projects(act.tx, client.id)
    ]
    alike = [[Fact("project", one.id)] for one in found if one.name.casefold() == item.text.casefold()]
    if not alike:
        raise ValueError(no_such("project", item.text, dict.fromkeys(one.name for one in found)))
    return alike


async def _type(act: Act, item: Item) -> Facts:
    known = [type_.name for type_ in await workflows.list_types(act.tx)]
    if item.text.lower() not in known:
        raise ValueError(no_such("type", item.text, known))
    return [[Fact("type", item.text.lower())]]


async def _priority(act: Act, item: Item) -> Facts:
    del act
    number = PRIORITIES.get(item.text.lower())
    if number is None:
        raise ValueError(no_such("priority", item.text, PRIORITIES))
    return [[Fact("priority", number, item.op or "=")]]


def _time(name: str, *, ahead: bool = False) -> Callable[[Act, Item], Awaitable[Facts]]:
    async def read(act: Act, item: Item) -> Facts:
        return [span(name, item, Here(act.now, await own_zone(act)), ahead=ahead)]

    return read


def _words(facts: Mapping[str, Sequence[Fact]], kind: str) -> Callable[[Act, Item], Awaitable[Facts]]:
    async def read(act: Act, item: Item) -> Facts:
        del act
        if item.text.lower() not in facts:
            raise ValueError(no_such(kind, item.text, facts))
        return [facts[item.text.lower()]]

    return read


async def _has(act: Act, item: Item) -> Facts:
    if item.text.lower() == "time":
        need_insider(act)
    return await _words(HAS, "such thing")(act, item)


HAS = {
    "time": [Fact("timed")],
    "owner": [Fact("owned")],
    "description": [Fact("described")],
    "watchers": [Fact("watched")],
}
IS = {
    "private": [Fact("private")],
    "free": [Fact("open"), Fact("owned", negated=True)],
    "held": [Fact("held")],
    "open": [Fact("open")],
    "closed": [Fact("closed")],
}


async def _nothing(act: Act, item: Item) -> Facts:
    """What isn't asked of each ticket: where they are looked for, and their order."""
    del act, item
    return [[]]


TIMES = "`7d`, `2h`, `today`, `yesterday`, `2026-11-20`, with `<`, `<=`, `>`, `>=` in front"
FILTERS: Mapping[str, Row] = {
    "state": Row("`open`, `closed`, `any`, or the name of a state", "state:open,on-hold", "where it is", _state),
    "owner": Row("`me`, `none`, a person", "owner:me", "who has it", _owner),
    "reporter": Row("`me`, a person", "reporter:bob", "who opened it", _reporter),
    "watcher": Row("`me`, a person", "watcher:me", "who watches it", _watcher),
    "role": Row("a role", "role:ops", "for whom it is", _role),
    "client": Row("a client, `none`", "client:acme", "for whom work on it is done", _client),
    "project": Row("a project", 'project:"Disaster Recovery"', "within which it is", _project),
    "type": Row("a type", "type:request", "of what kind it is", _type),
    "priority": Row(
        "`low`, `normal`, `high`, `urgent`, with `<`, `<=`, `>`, `>=` in front",
        "priority:>=high",
        "how pressing it is",
        _priority,
    ),
    "opened": Row(TIMES, "opened:<7d", "when it was opened: less than 7 days ago", _time("opened")),
    "touched": Row(TIMES, "touched:>2w", "when anything was last done to it: more than 2 weeks ago", _time("touched")),
    "closed": Row(TIMES, "closed:yesterday", "when it was closed", _time("ended")),
    "due": Row(
        "the same, and `tomorrow`; a length is from now on", "due:today", "when time is up", _time("due", ahead=True)
    ),
    "has": Row("`time`, `owner`, `description`, `watchers`", "has:time", "what there is of it", _has),
    "is": Row("`private`, `free`, `held`, `open`, `closed`", "is:private", "what it is", _words(IS, "such thing")),
    "archived": Row("`yes`, `no`", "archived:yes", "only in the archive, or only outside of it", _nothing),
    "sort": Row(
        "`opened`, `touched`, `priority`, `number`, with `-` in front for the other way round",
        "sort:-priority,opened",
        "the most pressing first, of these the oldest",
        _nothing,
    ),
}
