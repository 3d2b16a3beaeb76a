"""Who and what of a file is here already: by what stays the same everywhere, then by accounts, then by names."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from chatbot.cli.importing.scratch import Scratch
from store.carried import Here

Line = dict[str, Any]


class Wishes(msgspec.Struct, frozen=True):
    """`label`: what stands before the numbers of the file. `role`: whom all of it is for. `types`: what a type of the
    file is here. `rights`: bring accounts, admins and memberships along."""

    label: str
    role: str | None = None
    types: Mapping[str, str] = msgspec.field(default_factory=dict[str, str])
    rights: bool = False


@dataclass(slots=True)
class Met:
    """Rows as chatbot/desk/carryingaround.py takes them, by the ids of the file. `by_name`: who was met by no more."""

    members: dict[int, Line] = field(default_factory=dict[int, Line])
    roles: dict[int, Line] = field(default_factory=dict[int, Line])
    types: dict[str, Line] = field(default_factory=dict[str, Line])
    clients: dict[int, Line] = field(default_factory=dict[int, Line])
    views: list[Line] = field(default_factory=list[Line])
    by_name: list[str] = field(default_factory=list[str])


def meet(scratch: Scratch, here: Here, wishes: Wishes, *, rights: bool) -> Met:
    met = Met()
    _meet_members(met, scratch.around("member"), here, wishes, rights=rights)
    for line in scratch.around("role"):
        met.roles[line["id"]] = {"line": line, "here": _role(line, here, wishes), "rights": rights}
    for line in scratch.around("type"):
        met.types[line["name"]] = {"line": line, "here": line["name"] in here.types, "rights": rights}
    for line in scratch.around("client"):
        client = here.clients.get(line["name"].casefold())
        theirs = here.projects.get(client or 0) or dict[str, int]()
        projects = {str(one["id"]): theirs.get(one["name"].casefold()) for one in line["projects"]}
        met.clients[line["id"]] = {"line": line, "here": client, "projects": projects}
    met.views = [{"line": line, "here": None, "rights": rights} for line in scratch.around("view")]
    return met


def _role(line: Line, here: Here, wishes: Wishes) -> int | None:
    """A role that is gone there is made anew as one that is gone, unless one of that name is here."""
    return here.roles.get((wishes.role or line["name"]).lower())


def _meet_members(met: Met, lines: list[Line], here: Here, wishes: Wishes, *, rights: bool) -> None:
    """Each member of this desk is at most one of the file."""
    left, taken = list(lines), set[int]()
    for way in (_by_uuid, _by_account, _by_name):
        still = list[Line]()
        for line in left:
            found = way(line, here)
            if found is None or found in taken:
                still.append(line)
                continue
            taken.add(found)
            surely = wishes.rights or (rights and way is not _by_name)  # a name alone gives nobody another's logins
            met.members[line["id"]] = {"line": line, "here": found, "name": line["name"], "rights": surely}
            if way is _by_name:
                met.by_name.append(line["name"])
        left = still
    names = set(here.names)
    for line in left:
        name = _free(line, names, wishes)
        met.members[line["id"]] = {"line": line, "here": None, "name": name, "rights": rights}
        names.add(name.lower())


def _by_uuid(line: Line, here: Here) -> int | None:
    return here.uuids.get(line["uuid"])


def _by_account(line: Line, here: Here) -> int | None:
    if line["forgotten_at"] is not None:
        return None
    keys = ((one["kind"], one["network"], one["folded"]) for one in line["accounts"])
    return next((here.accounts[key] for key in keys if key in here.accounts), None)


def _by_name(line: Line, here: Here) -> int | None:
    gone = line["forgotten_at"] is not None or line["linked_to"] is not None
    return None if gone else here.names.get(line["name"].lower())


def _free(line: Line, names: set[str], wishes: Wishes) -> str:
    """`sam@desk` where there is another sam."""
    name = line["name"]
    if line["forgotten_at"] is not None or name.lower() not in names:
        return name
    tries = (f"{name}@{wishes.label}{count or ''}" for count in range(len(names) + 1))
    return next(one for one in tries if one.lower() not in names)
