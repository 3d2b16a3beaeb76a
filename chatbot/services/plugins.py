"""Loads the plugins that the configuration names. What is merely installed is not loaded: a plugin is trusted code."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from importlib.metadata import entry_points
from types import ModuleType
from typing import Any, cast

from msgspec import Struct
from pydantic import TypeAdapter, ValidationError

from chatbot.desk.drafts import REQUEST, Draft
from chatbot.desk.mishaps import in_short
from chatbot.desk.suggest import nearest
from chatbot.plugin import API_VERSION, Event, Notice
from chatbot.plugin.notices import MARK
from chatbot.services import codes
from chatbot.services.codes import Code

HOLDS = frozenset({"", "offer", "free", "closed", "newest", "running"})
"""What a plugin may say must still be true (docs/plugins.md)."""

GROUP = "dibs.plugins"
"""The entry-point group by which other packages offer plugins."""


Sections = Mapping[str, Mapping[str, Any]]
"""By plugin what is set for it."""

USUAL: Mapping[str, Draft] = {REQUEST.name: REQUEST}


class PluginError(Exception):
    """A plugin can't be loaded; the text says which, why, and what to do, a line for each thing."""


class Plugin(Struct, frozen=True):
    """`handlers`: by kind of event, functions of one event. Settings are bound in already."""

    name: str
    handlers: Mapping[str, tuple[Callable[[Event], Iterable[Notice]], ...]]
    codes: tuple[Code, ...] = ()
    """Of services: its classes that are marked for a state."""

    def react(self, event: Event) -> list[Notice]:
        """What it says to that. TypeError or ValueError for what can't be said: further on it would stop others."""
        found = [notice for handler in self.handlers.get(event.kind, ()) for notice in handler(event)]
        for notice in found:
            _need_sound(notice)
        return found


def _need_sound(said: object) -> None:
    if not isinstance(said, Notice):
        raise TypeError(f"a {type(said).__name__} is no Notice")
    for part in (said, said.to):
        for name, kind in _fields(part):
            if not isinstance(getattr(part, name), kind):
                raise TypeError(f"{type(part).__name__}.{name} must be {kind}")
    if said.holds not in HOLDS:
        raise ValueError(f"Notice.holds must be one of {sorted(HOLDS)}")


def _fields(part: object) -> list[tuple[str, Any]]:
    return [(field.name, field.type) for field in fields(part)] if is_dataclass(part) else []


def load(names: Iterable[str], sections: Sections, types: Mapping[str, Draft] = USUAL) -> list[Plugin]:
    """The plugins by their names, each with its settings. PluginError has all that is wrong with all of them.

    `types`: those for whose states a plugin may bring code.
    """
    found, wrong = _look_over(names, sections, types)
    if wrong:
        raise PluginError("\n".join(wrong))
    return found


def check(
    names: Iterable[str], sections: Mapping[str, Mapping[str, Any]], types: Mapping[str, Draft] | None = USUAL
) -> list[str]:
    """Everything that is wrong with them, a line for each thing. `types`: None where they aren't known."""
    return _look_over(names, sections, types)[1]


def _look_over(
    names: Iterable[str], sections: Sections, types: Mapping[str, Draft] | None
) -> tuple[list[Plugin], list[str]]:
    found: list[Plugin] = []
    wrong: list[str] = []
    for name in names:
        try:
            found.append(plugin_of(find(name), name, sections.get(name, {})))
        except PluginError as error:
            wrong += str(error).splitlines()
        except (Exception, SystemExit) as error:  # noqa: BLE001 - its words may hold what is set for it, as a token
            wrong.append(f"The plugin {name} can't be loaded: {in_short(error)}.")
    served = [code for plugin in found for code in plugin.codes]
    return found, [*wrong, *(codes.check(served, types) if types is not None else ())]


def find(name: str) -> ModuleType:
    """Built in (`announce`), offered by a package (entry point), or any module by its dotted name."""
    offered = {} if name in _built_in() else _offered()  # all that is installed is looked through for that: 4 ms
    for path in (f"plugins.{name}", offered.get(name, name)):
        try:
            return importlib.import_module(path)
        except ModuleNotFoundError as error:
            if error.name not in {path, *_parents(path)}:
                raise PluginError(f"The plugin {name} needs the module {error.name}, which isn't installed.") from error
        except (Exception, SystemExit) as error:
            raise PluginError(f"The plugin {name} can't be loaded: {type(error).__name__}: {error}") from error
    raise PluginError(_nowhere(name, offered))


def _offered() -> dict[str, str]:
    return {point.name: point.value for point in entry_points(group=GROUP)}


def _nowhere(name: str, offered: Iterable[str]) -> str:
    near = nearest(name, [*_built_in(), *offered], edits=2)
    meant = f" Did you mean {near}?" if near else ""
    return f"There is no plugin {name}: none of dibs's own, no entry point of {GROUP}, no such module.{meant}"


def _built_in() -> Iterable[str]:
    """dibs's own, which nothing here imports: they are found by name."""
    return (module.name for module in pkgutil.iter_modules(importlib.import_module("plugins").__path__))


def _parents(path: str) -> Iterable[str]:
    parts = path.split(".")
    return (".".join(parts[:count]) for count in range(1, len(parts)))


def plugin_of(module: ModuleType, name: str, section: Mapping[str, Any]) -> Plugin:
    wanted = getattr(module, "API", API_VERSION)
    if wanted != API_VERSION:
        raise PluginError(f"The plugin {name} is written for API {wanted}; this dibs has {API_VERSION}.")
    settings = _settings(module, name, section)
    handlers: dict[str, list[Callable[[Event], Iterable[Notice]]]] = {}
    for value in vars(module).values():
        for kind in getattr(value, MARK, ()):
            function = cast("Callable[..., Iterable[Notice]]", value)
            handlers.setdefault(kind, []).append(_bound(function, settings, name))
    found, wrong = codes.codes_of(module, name, settings)
    if wrong:
        raise PluginError("\n".join(wrong))
    if not handlers and not found:
        raise PluginError(f"The plugin {name} has no function marked with on(...), and no class with service(...).")
    return Plugin(name, {kind: tuple(functions) for kind, functions in handlers.items()}, tuple(found))


def _settings(module: ModuleType, name: str, section: Mapping[str, Any]) -> object | None:
    kind: object = getattr(module, "Settings", None)
    if kind is None:
        if section:
            raise PluginError(f"plugins.{name}: is a section for a plugin that has no settings.")
        return None
    if not isinstance(kind, type) or not is_dataclass(kind):
        raise PluginError(f"The plugin {name}: its Settings must be a dataclass.")
    if unknown := sorted(set(section) - set(kind.__dataclass_fields__)):
        raise PluginError("\n".join(_no_such(name, key, kind.__dataclass_fields__) for key in unknown))
    try:
        return TypeAdapter[object](kind).validate_python(dict(section))
    except ValidationError as error:
        raise PluginError("\n".join(_wrong(name, each["loc"], each["msg"]) for each in error.errors())) from None


def _no_such(plugin: str, key: str, known: Iterable[str]) -> str:
    near = nearest(key, known, edits=2)
    meant = f" Did you mean {near}?" if near else ""
    return f"plugins.{plugin}.{key}: is no setting.{meant} There are: {', '.join(known)}."


def _wrong(plugin: str, path: Iterable[int | str], what: str) -> str:
    """`what` is pydantic's sentence, `Input should be a valid integer, ...`; it shows no value."""
    return f"plugins.{plugin}.{'.'.join(map(str, path))}: {what.replace('Input should', 'must', 1)}."


def _bound(
    function: Callable[..., Iterable[Notice]], settings: object | None, name: str
) -> Callable[[Event], Iterable[Notice]]:
    count = len(inspect.signature(function).parameters)
    if count == 1:
        return function
    if count == 2 and settings is not None:
        return lambda event: function(event, settings)
    raise PluginError(
        f"The plugin {name}: {function.__name__} takes (event), or (event, settings) with a Settings class."
    )
