"""What differs between two configurations, by the keys of the file. Values are compared, and never shown."""

from collections.abc import Iterator, Mapping
from typing import TypeVar

from msgspec import Struct
from pydantic import BaseModel

from chatbot.config.model import Config, Role
from chatbot.config.needs import NEEDS, Need
from chatbot.config.problems import key_of

M = TypeVar("M", bound=BaseModel)


class Change(Struct, frozen=True):
    """`network`: whose setting it is, if it is one of a network. `role`: the one that has come."""

    key: str
    need: Need
    network: str = ""
    role: str = ""


def changes(old: Config, new: Config) -> list[Change]:
    return [
        *_fields(("desk",), "desk", old.desk, new.desk),
        *_networks(old, new),
        *_fields(("strength",), "strength", old.strength, new.strength),
        *_fields(("embedded",), "embedded", old.embedded, new.embedded),
        *_types(old, new),
        *_roles(_by_name(old), _by_name(new)),
        *_named("trackers", old.trackers, new.trackers),
        *_named("plugins", old.plugins, new.plugins),
        *_fields(("metrics",), "metrics", old.metrics, new.metrics),
        *_fields(("log",), "log", old.log, new.log),
    ]


def effective(old: Config, new: Config) -> Config:
    """What holds from now on: the new one, but for what needs a restart."""
    stays = old.embedded_runs and new.embedded_runs
    networks = {
        name: _held("networks.*", old.networks[name], network) if name in old.networks else network
        for name, network in new.networks.items()
    }
    parts = {
        "desk": _held("desk", old.desk, new.desk),
        "embedded": _held("embedded", old.embedded, new.embedded) if stays else new.embedded,
        "networks": networks,
        "metrics": _held("metrics", old.metrics, new.metrics),
    }
    return new.model_copy(update=parts)


def _held(row: str, old: M, new: M) -> M:
    """The new one, with what needs a restart as it was."""
    names = [name for name in type(new).model_fields if NEEDS[f"{row}.{name}"] is Need.RESTART]
    return new.model_copy(update={name: getattr(old, name) for name in names})


def _fields(path: tuple[str, ...], row: str, old: BaseModel, new: BaseModel, network: str = "") -> Iterator[Change]:
    for name, field in type(new).model_fields.items():
        if getattr(old, name) != getattr(new, name):
            key = field.alias or name
            yield Change(key_of((*path, key)), NEEDS[f"{row}.{key}"], network)


def _networks(old: Config, new: Config) -> Iterator[Change]:
    for name in dict.fromkeys((*old.networks, *new.networks)):
        if name in old.networks and name in new.networks:
            yield from _fields(("networks", name), "networks.*", old.networks[name], new.networks[name], name)
        else:
            yield Change(key_of(("networks", name)), NEEDS["networks.*"], name)


def _types(old: Config, new: Config) -> Iterator[Change]:
    """One that goes lives on in its tickets, and no new ones come."""
    for name in dict.fromkeys((*old.types, *new.types)):
        if name in old.types and name in new.types:
            yield from _fields(("types", name), "types.*", old.types[name], new.types[name])
        else:
            yield Change(key_of(("types", name)), NEEDS["types.*"])


def _by_name(config: Config) -> Mapping[str, Role]:
    return {role.name.lower(): role for role in config.role}


def _roles(old: Mapping[str, Role], new: Mapping[str, Role]) -> Iterator[Change]:
    """A role lives on when its section goes: nobody's tickets hang on a file."""
    for name in dict.fromkeys((*old, *new)):
        if name in old and name in new:
            yield from _fields(("role", name), "role.*", old[name], new[name])
        else:
            came = name in new
            yield Change(key_of(("role", name)), NEEDS["role.*"] if came else Need.ONCE, role=name if came else "")


def _named(section: str, old: Mapping[str, object], new: Mapping[str, object]) -> Iterator[Change]:
    for name in dict.fromkeys((*old, *new)):
        if old.get(name) != new.get(name):
            yield Change(key_of((section, name)), NEEDS[f"{section}.*"])
