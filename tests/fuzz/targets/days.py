"""Days and periods that are past, moments since when, times of day, quiet hours. The first byte says when and where."""

from collections.abc import Callable

from chatbot.desk.bounds import USUAL
from chatbot.desk.clockwords import clock_beside, read_clock
from chatbot.desk.days import parse_day
from chatbot.desk.periods import means_period, parse_period
from chatbot.desk.quieting import parse_hours
from chatbot.desk.refused import Refused
from chatbot.desk.since import parse_since
from chatbot.desk.wall import Here
from chatbot.irc.lines import decode
from tests.fuzz.saying import a_sentence
from tests.fuzz.targets.moments import HERE

LONGEST = 60


def one(data: bytes) -> None:
    now, zone = HERE[(data[:1] or b"0")[0] % len(HERE)]
    here, text = Here(now, zone), decode(data[1:])
    for read in (_day, _period):
        _refuses_in_a_sentence(lambda read=read: read(text, here))
    _refuses_in_a_sentence(lambda: _before(text, here))
    _refuses_in_a_sentence(lambda: read_clock(text))
    _refuses_in_a_sentence(lambda: clock_beside(text))
    _refuses_in_a_sentence(lambda: _hours(text))
    means_period(text)


def _refuses_in_a_sentence(read: Callable[[], object]) -> None:
    try:
        read()
    except (ValueError, Refused) as refused:
        a_sentence(str(refused))


def _day(text: str, here: Here) -> None:
    day = parse_day(text, here)
    assert 0 <= (here.today - day).days <= USUAL.longest.days


def _period(text: str, here: Here) -> None:
    period = parse_period(text, here)
    assert period.first <= period.last
    assert period.first <= here.today
    a_sentence(period.name)


def _before(text: str, here: Here) -> None:
    assert parse_since(text, here.now, here.zone) < here.now


def _hours(text: str) -> None:
    found = parse_hours(text)
    assert found is None or (found[0] != found[1] and all(0 <= minute < 24 * 60 for minute in found))
