"""The code of a service: a class of a plugin, marked for a state, and how its functions are called."""

import asyncio
import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from types import ModuleType
from typing import Any, cast

from msgspec import Struct

from chatbot.desk.drafts import Draft
from chatbot.desk.suggest import no_such
from chatbot.plugin.doing import SERVICE_MARK
from chatbot.services.contained import alone
from chatbot.services.threads import in_thread

FUNCTIONS = ("proceed", "on_timeout", "on_event", "on_notice")
PATIENCE = timedelta(minutes=5)
MOST_WORKERS = 20


class Code(Struct, frozen=True):
    """`functions` by name, those that it has. `state` as it was written: a name or a code."""

    plugin: str
    name: str
    type: str
    state: str | int
    functions: Mapping[str, Callable[..., Any]]
    workers: int
    blocking: bool
    patience: timedelta

    def start(self, name: str, *args: object) -> asyncio.Future[None]:
        """Call one of its functions. What it raises is raised when that is awaited."""
        function = self.functions[name]
        if self.blocking:
            return in_thread(lambda: function(*args), f"{self.plugin}.{self.name}")
        return asyncio.ensure_future(alone(function(*args)))


def codes_of(module: ModuleType, plugin: str, settings: object | None) -> tuple[list[Code], list[str]]:
    """All that are in a module, and what is wrong with the others."""
    found: list[Code] = []
    wrong: list[str] = []
    for value in vars(module).values():
        if isinstance(value, type) and SERVICE_MARK in vars(value):
            one = _code(value, plugin, settings)
            (wrong if isinstance(one, str) else found).append(cast("Any", one))
    return found, wrong


def _code(cls: type, plugin: str, settings: object | None) -> Code | str:
    type_, state = getattr(cls, SERVICE_MARK)
    where = f"The plugin {plugin}: {cls.__name__}"
    wants_settings = len(inspect.signature(cls).parameters) == 1
    if wants_settings and settings is None:
        return f"{where} takes settings, but the module has no Settings class."
    one = cast("Callable[..., object]", cls)(settings) if wants_settings else cls()
    functions = {name: getattr(one, name) for name in FUNCTIONS if callable(getattr(one, name, None))}
    blocking = bool(getattr(one, "blocking", False))
    workers, patience = getattr(one, "workers", 1), getattr(one, "patience", PATIENCE)
    if "proceed" not in functions:
        return f"{where} needs a function proceed(self, ticket, do)."
    if any(inspect.iscoroutinefunction(function) == blocking for function in functions.values()):
        return f"{where} needs {'plain functions, since it is blocking' if blocking else 'async functions'}."
    if not isinstance(workers, int) or not 1 <= workers <= MOST_WORKERS:
        return f"{where}: workers must be a number from 1 to {MOST_WORKERS}."
    if not isinstance(patience, timedelta) or patience <= timedelta():
        return f"{where}: patience must be a timedelta."
    return Code(plugin, cls.__name__, str(type_), state, functions, workers, blocking, patience)


def check(codes: Iterable[Code], types: Mapping[str, Draft]) -> list[str]:
    """What is wrong with where they are to work, a line for each thing."""
    found = [(code, _place(code, types)) for code in codes]
    wrong = [place for _, place in found if isinstance(place, str)]
    taken: dict[tuple[str, int], Code] = {}
    for code, place in found:
        if isinstance(place, str):
            continue
        if other := taken.get(place):
            wrong.append(f"{_where(code)} is for {place[0]} {place[1]}, as {other.plugin}.{other.name} is already.")
        taken.setdefault(place, code)
    return wrong


def placed(codes: Sequence[Code], types: Mapping[str, Draft]) -> dict[tuple[str, int], Code]:
    """By type and state."""
    found = {_place(code, types): code for code in reversed(codes)}
    return {place: code for place, code in found.items() if not isinstance(place, str)}


def _place(code: Code, types: Mapping[str, Draft]) -> tuple[str, int] | str:
    draft = types.get(code.type)
    if draft is None:
        return f"{_where(code)} is for a type of ticket that isn't there. {no_such('type', code.type, types)}"
    wanted = str(code.state).lower()
    state = next((one for one, name in draft.states.items() if wanted in {name.lower(), str(one)}), None)
    if state is None:
        return f"{_where(code)} is for {code.type}. {no_such('state', str(code.state), draft.states.values())}"
    return code.type, state


def _where(code: Code) -> str:
    return f"The plugin {code.plugin}: {code.name}"
