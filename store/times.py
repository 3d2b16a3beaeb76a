"""Time as the store writes it: UTC text, always YYYY-MM-DDTHH:MM:SS.mmmZ, so that it sorts as it is."""

from datetime import UTC, datetime

LENGTH = len("2026-11-21T09:30:00.000Z")


def to_text(moment: datetime) -> str:
    """Milliseconds are truncated, not rounded: a moment is never written later than it was."""
    return _in_utc(moment).isoformat(timespec="milliseconds")[: LENGTH - 1] + "Z"


def _in_utc(moment: datetime) -> datetime:
    if moment.tzinfo is UTC:
        return moment
    if moment.utcoffset() is None:
        raise ValueError(f"a moment needs its zone, and {moment!r} has none: use datetime.now(UTC)")
    return moment.astimezone(UTC)


def from_text(text: str) -> datetime:
    if len(text) != LENGTH or text[10] != "T" or text[19] != "." or text[-1] != "Z":
        raise ValueError(f"not a moment as the store writes it (YYYY-MM-DDTHH:MM:SS.mmmZ): {text!r}")
    return datetime.fromisoformat(text)
