"""Who guesses passwords waits, and nobody else does."""

from datetime import timedelta

import pytest

from chatbot.desk.bounds import Bounds
from chatbot.desk.refused import Refused
from chatbot.desk.throttle import LONGEST_WAIT, SLOW_AFTER, Throttle
from chatbot.wire import Principal
from tests.people import NETWORK, FakeClock

BOUNDS = Bounds()
FREE = BOUNDS.wrong_passwords


def at(host: str, nick: str = "mallory") -> Principal:
    mask = f"{nick}!{nick}@{host}"
    return Principal(NETWORK, nick, None, mask, "none", mask)


def tries(
    throttle: Throttle, clock: FakeClock, who: Principal, account: str = "~bob", *, wrong: bool = True
) -> timedelta:
    """One try, as the desk makes it: how long it had to wait for its turn."""
    turn = throttle.begin(who, account, clock.now(), BOUNDS)
    if wrong:
        throttle.missed(who, account, clock.now())
    else:
        throttle.passed(who, account, BOUNDS)
    return turn


def waits(throttle: Throttle, clock: FakeClock, who: Principal) -> int:
    """Seconds until the next try of theirs is looked at."""
    seconds = 0
    while True:
        try:
            throttle.begin(who, "~bob", clock.now() + timedelta(seconds=seconds), BOUNDS)
        except Refused:
            seconds += 1
        else:
            return seconds


def test_a_host_waits_after_some_wrong_ones_and_longer_each_time(clock: FakeClock) -> None:
    throttle, waited = Throttle(), list[int]()
    for _ in range(FREE):
        tries(throttle, clock, at("m.example"))
    for _ in range(12):
        seconds = waits(throttle, clock, at("m.example"))
        clock.advance(seconds=seconds)
        waited.append(seconds)
    assert waited[:4] == [10, 20, 40, 80]
    assert waited[-1] == LONGEST_WAIT.total_seconds()


def test_the_wait_is_of_the_host_and_of_no_other(clock: FakeClock) -> None:
    throttle = Throttle()
    for nick in ("mallory", "eve", "trudy"):
        tries(throttle, clock, at("m.example", nick))
    with pytest.raises(Refused, match="3 times"):
        tries(throttle, clock, at("M.EXAMPLE", "another"))
    assert tries(throttle, clock, at("home.example", "bob"), wrong=False) == timedelta(0)


def test_many_at_once_cost_as_much_as_one_after_another(clock: FakeClock) -> None:
    """Before any of them is answered."""
    throttle = Throttle()
    for _ in range(FREE):
        throttle.begin(at("m.example"), "~bob", clock.now(), BOUNDS)
    with pytest.raises(Refused):
        throttle.begin(at("m.example"), "~bob", clock.now(), BOUNDS)


def test_a_right_one_forgives_slips_for_that_account_and_no_guesses_for_others(clock: FakeClock) -> None:
    throttle = Throttle()
    for _ in range(FREE - 1):
        tries(throttle, clock, at("m.example"), "~mallory")
    tries(throttle, clock, at("m.example"), "~mallory", wrong=False)
    for _ in range(FREE - 1):
        tries(throttle, clock, at("m.example"), "~bob")
        tries(throttle, clock, at("m.example"), "~mallory", wrong=False)
    tries(throttle, clock, at("m.example"), "~bob")
    with pytest.raises(Refused):
        tries(throttle, clock, at("m.example"), "~mallory", wrong=False)


def test_a_day_without_a_wrong_one_makes_all_as_before(clock: FakeClock) -> None:
    throttle = Throttle()
    for _ in range(FREE):
        tries(throttle, clock, at("m.example"))
    clock.advance(hours=25)
    for _ in range(FREE):
        tries(throttle, clock, at("m.example"))


def test_who_has_half_of_an_ipv6_address_to_choose_is_one_host(clock: FakeClock) -> None:
    throttle = Throttle()
    for each in range(FREE):
        tries(throttle, clock, at(f"2001:db8::{each}"))
    with pytest.raises(Refused):
        tries(throttle, clock, at("2001:db8::ffff:1"))
    tries(throttle, clock, at("2001:db8:0:1::1"))


def guessed_from_everywhere(throttle: Throttle, clock: FakeClock, count: int = SLOW_AFTER) -> None:
    for each in range(count):
        tries(throttle, clock, at(f"bot{each}.example"))


def test_an_account_that_is_guessed_from_everywhere_slows_down_and_is_never_locked(clock: FakeClock) -> None:
    throttle = Throttle()
    guessed_from_everywhere(throttle, clock)
    turns = [tries(throttle, clock, at(f"new{each}.example"), wrong=False) for each in range(4)]
    assert turns == [timedelta(seconds=2 * each) for each in range(4)]
    assert tries(throttle, clock, at("other.example"), "~ada") == timedelta(0)


def test_whose_host_is_known_from_before_is_not_slowed_down(clock: FakeClock) -> None:
    throttle = Throttle()
    tries(throttle, clock, at("home.example", "bob"), wrong=False)
    guessed_from_everywhere(throttle, clock)
    tries(throttle, clock, at("new.example"))
    assert tries(throttle, clock, at("home.example", "bob"), wrong=False) == timedelta(0)


def test_somebody_is_told_once_that_many_are_wrong(clock: FakeClock) -> None:
    throttle = Throttle()
    told = [throttle.missed(at(f"bot{each}.example"), "~bob", clock.now()) for each in range(3 * SLOW_AFTER)]
    assert told.count(True) == 1


def test_hosts_and_accounts_without_end_fill_no_memory(clock: FakeClock) -> None:
    throttle = Throttle()
    for each in range(5000):
        tries(throttle, clock, at(f"bot{each}.example"), f"~{each}")
    for each in range(100):
        clock.advance(minutes=20)
        tries(throttle, clock, at("m.example"), f"~{each}")
    assert len(throttle._hosts) <= 2000  # pyright: ignore[reportPrivateUsage] - how much is kept is what is promised
    assert len(throttle._hosts.of("testnet m.example").wrong) <= 21  # pyright: ignore[reportPrivateUsage] - as above
