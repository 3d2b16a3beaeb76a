"""Names that people give to roles and members."""

import re

from chatbot.desk.refused import Refused
from chatbot.desk.wording import clean

_NAME = re.compile(r"[^\W_][\w.\-\[\]\\`^{}|@]*")
"""What IRC allows in a nick, and letters of any script; never a space, a comma or a colon, which the grammar needs."""


def need_name(name: str, what: str, longest: int) -> str:
    name = name.removeprefix("@")
    if len(name) > longest:
        raise Refused(f"The name of a {what} has at most {longest} characters, this one {len(name)}.")
    if name != clean(name) or not _NAME.fullmatch(name) or name.isdigit():
        raise Refused(f"The name of a {what} is one word that starts with a letter: ops, net-team, bob.")
    return name
