"""From a file and the environment to a `Config`, or to everything that is wrong with them."""

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct
from pydantic import ValidationError

from chatbot.config import environment
from chatbot.config.cross import cross_check
from chatbot.config.kinds import leads_to_a_folder
from chatbot.config.model import Config
from chatbot.config.parts import types_of
from chatbot.config.problems import ConfigErrors, Problem, allowed_at, explain, unknown, without_unknown
from chatbot.desk.analysis import findings
from store.place import followed

HERE = Path("dibs.toml")
LONGEST = 1024 * 1024
"""Bytes of a file. A larger one is something else, given by mistake."""
LINE_END = b"\n"


def find(path: Path | None = None) -> Path | None:
    """The file that `load` reads: the one that is named, else `DIBS_CONFIG`, else ./dibs.toml if it is there."""
    if path:
        return path
    if named := os.environ.get(environment.CONFIG):
        return Path(os.path.expanduser(named))  # noqa: PTH111 - Path's own raises for a user whom nobody knows
    return HERE if os.path.exists(HERE) else None  # noqa: PTH110 - Path's own raises in a folder that is closed to us


def load(path: Path | None = None) -> Config:
    """Raises `ConfigErrors`, which knows all that is wrong; no secret is in it, nor in its traceback's variables."""
    outcome = _outcome(look(path))
    if isinstance(outcome, Config):
        return outcome
    raise ConfigErrors(outcome)


def check(path: Path | None = None) -> list[Problem]:
    return look(path).problems


class Looked(Struct, frozen=True):
    """`config`: as far as it could be read, be something wrong with it or not; `given`: the tables as they stand."""

    config: Config | None
    problems: list[Problem]
    given: Mapping[str, Any] = {}


def _outcome(found: Looked) -> Config | list[Problem]:
    return found.config if found.config and not found.problems else found.problems


def look(path: Path | None = None) -> Looked:
    file = find(path)
    given = read(file) if file else {}
    if isinstance(given, Problem):
        return Looked(None, [given])
    # pydantic-settings takes keyword arguments with an underscore for its own switches.
    problems = [Problem(key, unknown(key, allowed_at(()))) for key in given if key.startswith("_")]
    config, wrong = _built({key: value for key, value in given.items() if not key.startswith("_")})
    whole = _merged(given, environment.tables())
    problems += [*wrong, *cross_check(whole), *(_judged(config) if config else ())]
    if config:
        config, nowhere = _placed(config)
        problems += nowhere
    return Looked(config, problems, whole)


def _built(given: Mapping[str, Any]) -> tuple[Config | None, list[Problem]]:
    """What a section as a whole lacks is seen only where no key of it is unknown: so these are left out then."""
    try:
        return Config(**given), []
    except ValidationError as error:
        problems, rest = explain(error), without_unknown(given, error)
    if rest == given:
        return None, problems
    config, more = _built(rest)
    return config, [*problems, *(one for one in more if one not in problems)]


def _judged(config: Config) -> list[Problem]:
    """The workflows, each analysed."""
    drafts = types_of(config).values()
    return [Problem(f"types.{draft.name}.{found.part}", found.what) for draft in drafts for found in findings(draft)]


def _placed(config: Config) -> tuple[Config, list[Problem]]:
    """All that is kept beside the database, its lock too, is named by the file itself, whichever link leads there."""
    named = config.desk.database
    try:
        leads_to_a_folder(named)  # the default, too, which nobody has looked at yet
        found = _followed(named)
    except ValueError as error:
        return config, [Problem("desk.database", str(error))]
    return config.model_copy(update={"desk": config.desk.model_copy(update={"database": found})}), []


def _followed(named: Path) -> Path:
    found = followed(named)
    if named.is_symlink() and not found.exists():
        raise ValueError("is a link that leads nowhere. Put the file where it leads, or take the link away.")
    return found


def _merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    both = {key: _merged(below[key], above[key]) for key in above if _tables(below.get(key), above[key])}
    return {**below, **above, **both}


def _tables(*values: object) -> bool:
    return all(isinstance(value, dict) for value in values)


def read(path: Path) -> dict[str, Any] | Problem:
    """The tables of a TOML file."""
    try:
        with path.open("rb") as file:
            content = file.read(LONGEST + 1)
    except OSError as error:
        return Problem("", f"{path} can't be read: {(error.strerror or 'it failed').lower()}.")
    if len(content) > LONGEST:
        return Problem("", f"{path} is larger than 1 MB; it isn't a configuration of dibs.")
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = content.count(LINE_END, 0, error.start) + 1
        return Problem("", f"{path}, line {line}: isn't UTF-8. Save the file as UTF-8.")
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return Problem("", f"{path}, {_syntax(error, content.count(LINE_END) + 1)}")


def _syntax(error: Exception, lines: int) -> str:
    """tomllib's own words name no value; they end in `(at line 3, column 7)` or `(at end of document)`."""
    found = re.fullmatch(r"(.*) \(at (line \d+, column \d+|end of document)\)", str(error).splitlines()[0])
    if not found:
        return "isn't TOML: it is nested too deeply."
    place = f"line {lines}, where it ends" if found[2] == "end of document" else found[2]
    hint = ' Texts stand in quotes, as in nick = "dibs".' if found[1] == "Invalid value" else ""
    return f"{place}: isn't TOML: {found[1][:1].lower()}{found[1][1:]}.{hint}"
