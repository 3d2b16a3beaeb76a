"""What an event must hold so that whoever reads its ticket's history can: of kinds that aren't here, nothing."""

from collections.abc import Mapping
from typing import Any

from chatbot.cli.importing.lines.values import EARLIEST, LATEST
from chatbot.desk.related import LABELS
from store.times import from_text

NEEDED: Mapping[str, tuple[str, ...]] = {
    "ticket_opened": ("type", "state", "priority", "private"),
    "ticket_accepted": ("state", "owner"),
    "ticket_closed": ("state", "resolution"),
    "ticket_edited": ("what",),
    "ticket_moved": ("role", "state"),
    "ticket_advanced": ("name", "state"),
    "ticket_held": ("state", "until"),
    "ticket_asked": ("state", "until"),
    "ticket_linked": ("other", "relation", "back"),
    "ticket_unlinked": ("other", "relation", "back"),
    "ticket_merged": ("other", "followers", "time", "linked", "state"),
    "ticket_split": ("other", "comment"),
    "ticket_absorbed": ("other", "comments"),
    "ticket_parted": ("other",),
    "comment_moved": ("of", "by", "other", "said"),
    "change_undone": ("of", "verb", "state", "priority"),
    "text_redacted": ("of", "what", "entry"),
    "weblink_removed": ("of",),
    "time_logged": ("minutes", "day", "person"),
}
NUMBERS = frozenset({"other", "of", "by", "state", "priority", "minutes", "comment", "entry", "person"})
TEXTS = frozenset({"relation", "verb", "day", "what", "followers", "time", "said", "role", "name", "type"})
MOMENTS = frozenset({"until", "said"})
MOST = 2**62


def fault(kind: str, data: Mapping[str, Any]) -> str | None:
    """A sentence without its beginning."""
    for name in NEEDED.get(kind, ()):
        if name not in data:
            return f"{kind} has no {name} in its data."
        if _is_wrong(name, data[name]):
            return f"the {name} in its data isn't what docs/events.md says."
    if kind == "ticket_held" and data["until"] is None:
        return "it doesn't say until when, in its data."
    if "relation" in NEEDED.get(kind, ()) and (data["relation"], bool(data["back"])) not in LABELS:
        return f"{kind} names no relation in its data."
    if any(isinstance(value, int) and abs(value) > MOST for value in data.values()):
        return "a number in its data is too large."
    return None


def _is_wrong(name: str, value: object) -> bool:
    if name in NUMBERS:
        return not isinstance(value, int) or isinstance(value, bool)
    if name in TEXTS and not isinstance(value, str):
        return True
    return name in MOMENTS and value is not None and not _is_moment(value)


def _is_moment(value: object) -> bool:
    try:
        from_text(str(value))
    except ValueError:
        return False
    return EARLIEST <= str(value) < LATEST
