"""`dibs check-config`"""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from chatbot.cli.console import ConfigOption, err, fail, out
from chatbot.config import Config, find, look
from chatbot.config.cross import plugins_in, sections_in
from chatbot.config.load import Looked
from chatbot.config.parts import types_of
from chatbot.services import plugins
from store import roles
from store.failures import StoreFailed
from store.peeking import NEWEST, peek


def check_config(config: ConfigOption = None) -> None:
    """Say everything that is wrong with the configuration at once. Exit code 2 if something is."""
    found = look(config)
    problems = [*map(str, found.problems), *_wrong_plugins(found), *(_wrong_role(found.config) if found.config else ())]
    for problem in problems:
        err.print(problem)
    if problems:
        raise fail(f"{len(problems)} to mend.")
    where = find(config)
    out.print(f"{where}: nothing wrong." if where else "No file, so the defaults hold; nothing wrong.", style="good")


def _wrong_plugins(found: Looked) -> list[str]:
    types = types_of(found.config) if found.config else None
    return plugins.check(plugins_in(found.given), sections_in(found.given), types)


def _wrong_role(config: Config) -> Iterator[str]:
    """No start is refused for it: such a role may be made later on, by `role create`."""
    wanted, there = config.desk.default_role, _roles_in(config.desk.database)
    known = {role.name.lower() for role in config.roles} | (there or set())
    if "default_role" in config.desk.model_fields_set and there is not None and known and wanted.lower() not in known:
        yield f"desk.default_role: must be one of the roles here: {', '.join(sorted(known))}."


def _roles_in(database: Path) -> set[str] | None:
    """Of the desk that is there; None where it can't be read."""
    with suppress(OSError, StoreFailed):  # the first: its folder is closed to us
        if not database.exists():
            return set()
        with peek(database) as found:
            return {role.name.lower() for role in found.read(roles.list_all)} if found.schema == NEWEST else None
    return None
