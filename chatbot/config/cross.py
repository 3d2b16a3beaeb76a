"""What one section says about another. It reads the raw tables, so that it is told together with all other errors."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any, cast

from chatbot.config.model import EMBEDDED, Desk, Strength
from chatbot.config.problems import Problem, key_of, source_of, unknown
from chatbot.wire import METHODS

_OFF = (False, "false", "0", "no", "off", "f", "n")


def cross_check(given: Mapping[str, Any]) -> Iterator[Problem]:
    networks = list(_table(given.get("networks")))
    switch = _table(given.get("embedded")).get("enabled")
    off = (switch.lower() if isinstance(switch, str) else switch) in _OFF
    if not networks and off:
        yield Problem("embedded.enabled", "is off, and there is no other network. Add [networks.NAME] with its host.")
    runs = bool(switch is not None and not off) or not networks
    yield from _roles(given, [*([EMBEDDED] if runs else []), *networks])
    yield from _sections_of_plugins(given)
    yield from _strengths(_table(given.get("strength")))


def _strengths(given: Mapping[str, Any]) -> Iterator[Problem]:
    """Who may administer may own, and who may own may open: what allows more can't want less."""
    usual = Strength()
    found = [(name, given.get(name, getattr(usual, name))) for name in ("open", "own", "administer")]
    for (less, before), (name, least) in pairwise(found):
        if before in METHODS and least in METHODS and METHODS.index(least) < METHODS.index(before):
            key = f"strength.{name}"
            yield Problem(key, f'is "{least}", weaker than {less}, which is "{before}": make it at least that.')


def _table(value: object) -> dict[str, Any]:
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return value.replace(",", " ").split()
    items = cast("list[object]", value) if isinstance(value, list) else []
    return [item for item in items if isinstance(item, str)]


def _roles(given: Mapping[str, Any], networks: list[str]) -> Iterator[Problem]:
    roles = given.get("role")
    seen: set[str] = set()
    for number, role in enumerate(map(_table, cast("list[object]", roles) if isinstance(roles, list) else []), 1):
        name = str(role.get("name", number)).lower()
        if name in seen:
            yield Problem(f"role[{number}].name", "is the name of an earlier [[role]]; each role stands here once.")
        seen.add(name)
        yield from _home(f"role[{number}]", role, networks)
        yield from _vain(f"role[{number}]", role)
    yield from _chains(_next_roles(given))


def _vain(key: str, role: Mapping[str, Any]) -> Iterator[Problem]:
    for name in (name for name in ("after", "prompts") if name in role and not role.get("next")):
        yield Problem(f"{key}.{name}", "says when the next role is asked, and there is none: name it as next.")


def _next_roles(given: Mapping[str, Any]) -> dict[str, str]:
    """By the name of each role the one that is asked next, folded."""
    roles = given.get("role")
    found = map(_table, cast("list[object]", roles) if isinstance(roles, list) else [])
    return {str(role.get("name")).lower(): str(role.get("next") or "").lower() for role in found}


def _chains(after: Mapping[str, str]) -> Iterator[Problem]:
    for number, (name, then) in enumerate(after.items(), 1):
        if then and then not in after:
            yield Problem(f"role[{number}].next", f"must be one of the roles here: {', '.join(after)}.")
        elif name in _behind(after, name):
            yield Problem(f"role[{number}].next", "leads back to this role, in a circle.")


def _behind(after: Mapping[str, str], name: str) -> list[str]:
    """The roles that are asked after that one; it is among them where they go round."""
    found: list[str] = []
    while (name := after.get(name, "")) and name not in found:
        found.append(name)
    return found


def _home(key: str, role: Mapping[str, Any], networks: list[str]) -> Iterator[Problem]:
    home = role.get("network")
    if isinstance(home, str) and home not in networks:
        yield Problem(f"{key}.network", f"must be one of the networks here: {', '.join(networks) or 'there is none'}.")
    if home is None and "channel" in role and len(networks) > 1:
        yield Problem(f"{key}.network", f"is needed: its channel could be on {' or '.join(networks)}.")


def _sections_of_plugins(given: Mapping[str, Any]) -> Iterator[Problem]:
    loaded = plugins_in(given)
    for name in _table(given.get("plugins")):
        if name not in loaded:
            what = unknown(name, loaded, "is a section for a plugin that desk.plugins doesn't name.")
            yield Problem(key_of(("plugins", name)), what, source_of(("plugins", name)))


def plugins_in(given: Mapping[str, Any]) -> list[str]:
    """Those that are loaded."""
    named = _table(given.get("desk")).get("plugins")
    return Desk().plugins if named is None else _texts(named)


def sections_in(given: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """What is set for plugins, by their names."""
    return {name: _table(section) for name, section in _table(given.get("plugins")).items()}
