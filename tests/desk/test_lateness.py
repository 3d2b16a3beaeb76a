"""A delay is said in few signs, where it can't be taken for what there is to type, and in no line that is too long."""

from datetime import timedelta

import pytest

from chatbot.desk.lateness import with_delay
from chatbot.desk.wording import LINE, fit

MINUTES = timedelta(minutes=2, seconds=7)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("#12 new for ops: printer on fire. dibs 12", "#12 (2m late) new for ops: printer on fire. dibs 12"),
        ("#12: its reporter is asked.", "#12 (2m late): its reporter is asked."),
        ("Still free: #12 printer on fire, #13 vpn down", "Still free: #12 printer on fire, #13 vpn down (2m late)"),
    ],
)
def test_it_stands_behind_the_number_or_at_the_end(text: str, said: str) -> None:
    assert with_delay(text, MINUTES) == said


@pytest.mark.parametrize(
    ("late", "mark"),
    [
        (timedelta(seconds=31), "31s"),
        (timedelta(seconds=61), "1m"),
        (timedelta(minutes=65, seconds=9), "1h 5m"),
        (timedelta(days=2, hours=3), "2d 3h"),
    ],
)
def test_it_is_as_short_as_it_can_be(late: timedelta, mark: str) -> None:
    assert with_delay("#12 is free", late) == f"#12 ({mark} late) is free"


@pytest.mark.parametrize("seconds", [-5, 0, 29, 30])
def test_half_a_minute_is_no_delay(seconds: int) -> None:
    assert with_delay("#12 is free", timedelta(seconds=seconds)) == "#12 is free"


@pytest.mark.parametrize("length", [90, 105, 110, 200])
def test_the_title_makes_room_and_what_to_type_stays(length: int) -> None:
    title = ("the printer on the third floor burns " * 8)[:length].strip()
    text = f"#12 new for ops: {fit(title, 100)} (alice). dibs 12"
    said = with_delay(text, MINUTES, title)
    assert len(said) <= LINE
    assert said.startswith("#12 (2m late) new for ops: the printer")
    assert said.endswith(" (alice). dibs 12")


def test_where_there_is_no_room_at_all_the_line_stays_as_it_is() -> None:
    text = "#12 " + "x" * (LINE - 4)
    assert with_delay(text, MINUTES, "another title") == text
