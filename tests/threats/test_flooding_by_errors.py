"""Who errs on purpose under many nicks, so that dibs floods a channel or its own memory."""

import tracemalloc
from datetime import timedelta

from chatbot.commands.manners import REMEMBERED, ErrorManners
from tests.people import START


def test_many_nicks_that_err_in_one_channel_get_five_public_lines_in_ten_seconds() -> None:
    manners = ErrorManners()
    places = [manners.place(f"mallory{count}", START, private=False, where="net #desk") for count in range(50)]
    assert places == ["public"] * 5 + ["private"] * 45


def test_another_channel_and_a_later_time_are_not_spoilt_by_that() -> None:
    manners = ErrorManners()
    for count in range(50):
        manners.place(f"mallory{count}", START, private=False, where="net #desk")
    assert manners.place("alice", START, private=False, where="net #ops") == "public"
    assert manners.place("bob", START + timedelta(seconds=10), private=False, where="net #desk") == "public"


def test_a_hundred_thousand_nicks_at_once_take_no_more_memory_than_a_thousand() -> None:
    manners = ErrorManners()
    tracemalloc.start()
    try:
        for count in range(100_000):
            manners.place(f"mallory{count}", START, private=True)
        taken, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert taken < REMEMBERED * 1000
