from datetime import timedelta

from chatbot.commands.manners import ErrorManners
from tests.commands.stage import START


def test_errors_are_told_in_public_then_in_private_then_not_at_all() -> None:
    manners = ErrorManners()
    assert [manners.place("bob", START, private=False) for _ in range(4)] == ["public", "private", "silent", "silent"]


def test_after_ten_seconds_an_error_is_told_in_public_again() -> None:
    manners = ErrorManners()
    manners.place("bob", START, private=False)
    assert manners.place("bob", START + timedelta(seconds=9), private=False) == "private"
    assert manners.place("bob", START + timedelta(seconds=10), private=False) == "public"


def test_one_persons_errors_dont_silence_another() -> None:
    manners = ErrorManners()
    manners.place("bob", START, private=False)
    assert manners.place("alice", START, private=False) == "public"


def test_two_bots_that_answer_each_other_in_private_fall_silent() -> None:
    manners = ErrorManners()
    places = [manners.place("bot", START, private=True) for _ in range(7)]
    assert places == ["private"] * 5 + ["silent"] * 2


def test_people_who_erred_long_ago_are_forgotten() -> None:
    manners = ErrorManners()
    for number in range(3000):
        manners.place(f"guest{number}", START + timedelta(seconds=number), private=False)
    assert len(manners._recent) <= 1000  # pyright: ignore[reportPrivateUsage] - memory is the promise
