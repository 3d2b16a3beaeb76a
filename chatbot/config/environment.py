"""The `DIBS_…` variables as a source of settings: `DIBS_NETWORKS__LIBERA__PORT` is `networks.libera.port`.

pydantic-settings' own source takes texts for JSON, raises at the first that isn't, with its value, and passes over
names it doesn't know. This one leaves every judgement to the model, which tells all errors at once.
"""

import os
import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic.fields import FieldInfo
from pydantic_settings import PydanticBaseSettingsSource

PREFIX = "DIBS_"
DELIMITER = "__"
CONFIG = "DIBS_CONFIG"

_NOT_SETTINGS = re.compile(rf"{CONFIG}|DIBS_SERVICE_(HOST|PORT)\w*|DIBS_PORT(_\d+_(TCP|UDP)\w*)?")
"""The file's own place, and what Kubernetes and Docker put there for a service that is called dibs."""


def variables(environ: Mapping[str, str] | None = None) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """Name, path of the key, and text of each that sets something; an empty one sets nothing."""
    for name, text in sorted((os.environ if environ is None else environ).items()):
        if name.upper().startswith(PREFIX) and text and not _NOT_SETTINGS.fullmatch(name.upper()):
            yield name, tuple(name[len(PREFIX) :].lower().split(DELIMITER)), text


def tables(environ: Mapping[str, str] | None = None) -> dict[str, Any]:
    """As a TOML file would give them. Where a text and a table claim one key the text stays, and is refused later."""
    root: dict[str, Any] = {}
    for _, path, text in variables(environ):
        table: dict[str, Any] | str = root
        for part in path[:-1]:
            table = _below(table, part)
        if isinstance(table, dict):
            table[path[-1]] = text
    return root


def _below(table: dict[str, Any] | str, part: str) -> dict[str, Any] | str:
    return table if isinstance(table, str) else table.setdefault(part, {})


class Environment(PydanticBaseSettingsSource):
    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:  # noqa: ARG002 - asked for
        return tables().get(field_name), field_name, False

    def __call__(self) -> dict[str, Any]:
        return tables()
