"""Moments ahead: after now, within two years, and what is shown is read back. The first byte says when and where."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from chatbot.desk.bounds import USUAL
from chatbot.desk.moments import format_moment, parse_moment, split_moment
from chatbot.irc.lines import decode
from tests.fuzz.saying import a_sentence

LONGEST = 60
HERE = (
    (datetime(2026, 11, 20, 10, 0, tzinfo=UTC), ZoneInfo("Europe/Berlin")),
    (datetime(2028, 2, 29, 23, 59, 59, tzinfo=UTC), ZoneInfo("Pacific/Chatham")),
    (datetime(2027, 3, 28, 0, 59, tzinfo=UTC), ZoneInfo("Europe/Berlin")),
    (datetime(2026, 12, 31, 12, 0, tzinfo=UTC), ZoneInfo("America/St_Johns")),
)


def one(data: bytes) -> None:
    now, zone = HERE[(data[:1] or b"0")[0] % len(HERE)]
    text = decode(data[1:])
    for read in (parse_moment, _head):
        try:
            at = read(text, now, zone)
        except ValueError as refused:
            a_sentence(str(refused))
            continue
        assert at is None or now < at <= now + USUAL.longest
        if at is not None:
            a_sentence(format_moment(at, now, zone))


def _head(text: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    at, reason = split_moment(text, now, zone)
    assert text.strip(" ").endswith(reason)
    return at
