"""Loads the plugins that the configuration names. What is merely installed is not loaded: a plugin is trusted code."""

import importlib
import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, is_dataclass
from importlib.metadata import entry_points
from types import ModuleType
from typing import Any, cast

from pydantic import TypeAdapter, ValidationError

from chatbot.plugin import API_VERSION, MARK, Event, Notice

GROUP = "dibs.plugins"
"""The entry-point group by which other packages offer plugins."""


class PluginError(Exception):
    """A plugin can't be loaded; the text says which, why, and what to do."""


@dataclass(frozen=True, slots=True)
class Plugin:
    """`handlers`: by kind of event, functions of one event. Settings are bound in already."""

    name: str
    handlers: Mapping[str, tuple[Callable[[Event], Iterable[Notice]], ...]]

    def react(self, event: Event) -> list[Notice]:
        return [notice for handler in self.handlers.get(event.kind, ()) for notice in handler(event)]


def load(names: Iterable[str], sections: Mapping[str, Mapping[str, Any]]) -> list[Plugin]:
    """The plugins by their names, each with its settings section checked against its `Settings`."""
    return [plugin_of(find(name), name, sections.get(name, {})) for name in names]


def find(name: str) -> ModuleType:
    """Built in (`announce`), offered by a package (entry point), or any module by its dotted name."""
    offered = {point.name: point.value for point in entry_points(group=GROUP)}
    for path in (f"plugins.{name}", offered.get(name, name)):
        try:
            return importlib.import_module(path)
        except ModuleNotFoundError as error:
            if error.name not in {path, *_parents(path)}:
                raise PluginError(f"The plugin {name} needs the module {error.name}, which isn't installed.") from error
    raise PluginError(f"There is no plugin {name}: no built-in one, no entry point of {GROUP}, no module of that name.")


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
    if not handlers:
        raise PluginError(f"The plugin {name} has no function marked with on(...).")
    return Plugin(name, {kind: tuple(functions) for kind, functions in handlers.items()})


def _settings(module: ModuleType, name: str, section: Mapping[str, Any]) -> object | None:
    kind: object = getattr(module, "Settings", None)
    if kind is None:
        if section:
            raise PluginError(f"plugins.{name}: this plugin has no settings.")
        return None
    if not isinstance(kind, type) or not is_dataclass(kind):
        raise PluginError(f"The plugin {name}: its Settings must be a dataclass.")
    unknown = sorted(set(section) - set(kind.__dataclass_fields__))
    if unknown:
        allowed = ", ".join(kind.__dataclass_fields__)
        raise PluginError(f"plugins.{name}.{unknown[0]}: no such setting. There are: {allowed}")
    try:
        return TypeAdapter[object](kind).validate_python(dict(section))
    except ValidationError as error:
        first = error.errors()[0]
        raise PluginError(f"plugins.{name}.{'.'.join(map(str, first['loc']))}: {first['msg']}") from error


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
