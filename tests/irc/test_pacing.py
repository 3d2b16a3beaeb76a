"""How fast a client may speak."""

from chatbot.irc.backoff import Backoff
from chatbot.irc.pacing import PROFILES, TokenBucket


class _Clock:
    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


def _sent_within(seconds: float, profile: str) -> int:
    clock, sent = _Clock(), 0
    bucket, end = TokenBucket(PROFILES[profile], clock), clock.at + seconds
    while clock.at + bucket.delay() <= end and sent < 10_000:
        clock.at += bucket.delay()
        bucket.take()
        sent += 1
    return sent


def test_a_plain_client_says_four_lines_at_once() -> None:
    assert _sent_within(0, "plain") == 4


def test_after_the_burst_a_plain_client_says_one_line_in_one_and_a_half_seconds() -> None:
    assert _sent_within(60, "plain") == 4 + 40


def test_the_burst_comes_back_after_silence_but_never_more() -> None:
    clock = _Clock()
    bucket = TokenBucket(PROFILES["plain"], clock)
    clock.at += 3600
    for _ in range(4):
        assert bucket.delay() == 0
        bucket.take()
    assert bucket.delay() == 1.5


def test_lines_that_could_not_wait_are_paid_by_those_after_them() -> None:
    bucket = TokenBucket(PROFILES["plain"], _Clock())
    for _ in range(6):
        bucket.take()
    assert bucket.delay() == 4.5


def test_another_pace_brings_no_new_burst() -> None:
    bucket = TokenBucket(PROFILES["plain"], lambda: 0.0)
    for _ in range(4):
        bucket.take()
    bucket.follow(PROFILES["plain"])
    assert bucket.delay() == 1.5
    fast = TokenBucket(PROFILES["fast"], lambda: 0.0)
    fast.follow(PROFILES["plain"])
    for _ in range(4):
        fast.take()
    assert fast.delay() == 1.5


def test_the_embedded_server_sets_no_pace() -> None:
    assert _sent_within(0, "fast") == 10_000


def test_waiting_doubles_up_to_the_longest() -> None:
    backoff = Backoff(2, 300, jitter=lambda: 1.0)
    assert [backoff.next() for _ in range(10)] == [2, 4, 8, 16, 32, 64, 128, 256, 300, 300]
    backoff.reset()
    assert backoff.next() == 2


def test_jitter_shortens_but_never_to_nothing() -> None:
    assert Backoff(2, 300, jitter=lambda: 0.5).next() == 1
    assert Backoff(2, 300, jitter=lambda: 0.0).next() > 0
