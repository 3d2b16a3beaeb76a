# The one function that is used, with the arguments that are given.

from collections.abc import Mapping, Sequence
from datetime import datetime

def parse(
    date_string: str, *, languages: Sequence[str], settings: Mapping[str, str | bool | datetime | list[str]]
) -> datetime | None: ...
