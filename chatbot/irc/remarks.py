"""Standard replies that are about no line in particular (ircv3.net/specs/extensions/standard-replies): written down.

Their sentences aren't: only who wrote the server knows what it puts there.
"""

import logging
import re

from chatbot.irc.lines import Line
from chatbot.irc.session import Session, Table

log = logging.getLogger("dibs.irc")

MOST = 50
"""Kinds of them in one connection. Each is said once."""
_WORD = re.compile(r"[A-Z0-9_*]{1,40}")


class Remarks:
    def __init__(self, session: Session) -> None:
        self._session = session
        self._said: set[tuple[str, ...]] = set()

    def table(self) -> Table:
        return dict.fromkeys(("FAIL", "WARN", "NOTE"), self._on_remark)

    def _on_remark(self, line: Line) -> None:
        """Form: `FAIL command CODE [context] :sentence`."""
        said = (line.command, line.param(0).upper(), line.param(1).upper())
        if said in self._said or len(self._said) >= MOST or not all(map(_WORD.fullmatch, said)):
            return
        self._said.add(said)
        level = logging.INFO if line.command == "NOTE" else logging.WARNING
        log.log(level, "%s: the server says %s", self._session.settings.network, " ".join(said))
