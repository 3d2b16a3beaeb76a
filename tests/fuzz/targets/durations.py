"""Lengths of time: within the bounds, and what is shown is read back."""

from datetime import timedelta

from chatbot.commands.amounts import is_part, minutes, part
from chatbot.desk.bounds import USUAL
from chatbot.desk.durations import format_duration, parse_duration
from chatbot.irc.lines import decode
from tests.fuzz.saying import a_sentence

LONGEST = 40


def one(data: bytes) -> None:
    text = decode(data)
    try:
        length = parse_duration(text)
    except ValueError as refused:
        a_sentence(str(refused))
    else:
        assert timedelta(0) < length <= USUAL.longest
        shown = parse_duration(format_duration(length))
        assert shown <= length
        assert parse_duration(format_duration(shown)) == shown
    for read in (minutes, part):
        try:
            worked = read(text)
        except ValueError as refused:
            a_sentence(str(refused))
        else:
            assert abs(worked) * 60 <= USUAL.longest.total_seconds()
            assert is_part(text) or " " in text or read is minutes
