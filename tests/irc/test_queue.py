"""Who is answered first, and what it costs to find out."""

import gc
import logging
from collections.abc import Iterable

import pytest

from chatbot.irc.barrier import Row
from chatbot.irc.lanes import MOST_AHEAD, MOST_FOR_A_HOST, MOST_FOR_STRANGERS
from chatbot.irc.outgoing import privmsg
from chatbot.irc.queue import MOST_PASSED, Priority, Queue, Unit
from chatbot.wire import Private, Reply
from tests.irc.offline import offline

MANY = 2000


def _reply(text: str, target: str = "alice", host: str | None = None) -> Unit:
    return Unit(Priority.REPLY, privmsg(target, text, 400), target, host=host)


def _notice(text: str, priority: Priority = Priority.NOTICE) -> Unit:
    return Unit(priority, privmsg("bob", text, 400), "bob", Row(1, 1, lambda _: None))


def _queue(units: Iterable[Unit]) -> Queue:
    queue = Queue()
    for unit in units:
        queue.put(unit)
    return queue


def _units() -> int:
    """How many there are in memory."""
    return sum(isinstance(one, Unit) for one in gc.get_objects())


def _texts(queue: Queue) -> list[str]:
    return [queue.pop().lines[0].decode().partition(" :")[2].strip() for _ in range(len(queue))]


def test_those_who_ask_take_turns() -> None:
    queue = Queue()
    for text in ("a1", "a2", "a3"):
        queue.put(_reply(text))
    queue.put(_reply("b1", "bob"))
    assert _texts(queue) == ["a1", "b1", "a2", "a3"]


def test_what_is_dropped_is_not_said_and_does_not_count() -> None:
    queue = Queue()
    for number in range(10):
        queue.put(_reply(str(number), "bob" if number % 3 else "alice"))
    assert len(queue.drop("bob")) == 6
    assert (len(queue), queue.replies("bob"), queue.replies("alice")) == (4, 0, 4)
    queue.put(_reply("back", "bob"))
    assert _texts(queue) == ["0", "back", "3", "6", "9"]


def test_who_is_logged_in_is_answered_before_strangers() -> None:
    queue = _queue(_reply(f"for {host}", f"nick at {host}", host) for host in "xyz")
    queue.put(_reply("for alice"))
    assert _texts(queue) == ["for alice", "for x", "for y", "for z"]


def test_a_stranger_waits_for_so_many_others_and_no_more() -> None:
    queue = _queue([_reply("at last", "charlie", "c.host")])
    said = list[str]()
    for number in range(MOST_PASSED + 1):
        queue.put(_reply(str(number), f"member{number}"))
        queue.put(Unit(Priority.CONTROL, privmsg("x", "WHO", 400)))
        said += [queue.pop().lines[0].decode().split(":")[1].strip() for _ in range(2)]
    assert [text for text in said if text != "WHO"] == ["0", "1", "2", "3", "at last"]


def test_strangers_of_one_host_take_turns_as_one() -> None:
    queue = _queue(_reply(f"mallory{number}", f"mallory{number}", "m.host") for number in range(3))
    queue.put(_reply("charlie", "charlie", "c.host"))
    assert _texts(queue) == ["mallory0", "charlie", "mallory1", "mallory2"]


def test_a_host_that_asks_much_delays_no_other_stranger_by_more_than_a_turn() -> None:
    queue = _queue(_reply(f"mallory{number}", f"mallory{number}", "m.host") for number in range(20))
    queue.put(_reply("charlie", "charlie", "c.host"))
    assert _texts(queue)[MOST_AHEAD] == "charlie"


def test_strangers_of_many_hosts_are_ahead_of_notices_as_one_person_is() -> None:
    queue = _queue(_reply(f"m{number}", f"m{number}", f"m{number}.host") for number in range(20))
    queue.put(_notice("notice"))
    queue.put(_notice("urgent", Priority.URGENT))
    assert _texts(queue)[MOST_AHEAD : MOST_AHEAD + 2] == ["urgent", "notice"]


def test_strangers_who_let_others_pass_come_no_sooner_than_notices_by_that() -> None:
    queue = _queue(_reply("x", f"m{number}", f"m{number}.host") for number in range(20))
    for _ in range(MOST_AHEAD):
        queue.pop()
    for number in range(MOST_PASSED):
        queue.put(_reply(str(number), f"member{number}"))
    queue.put(_notice("notice"))
    assert _texts(queue)[: MOST_PASSED + 1] == ["0", "1", "2", "3", "notice"]


def test_who_logs_in_hears_what_they_asked_before_first() -> None:
    queue = _queue([_reply("before", "alice", "a.host"), _reply("since"), _reply("for bob", "bob")])
    assert _texts(queue) == ["for bob", "before", "since"]


def test_who_logs_out_hears_what_they_asked_before_first() -> None:
    queue = _queue(_reply(str(number)) for number in range(MOST_AHEAD + 1))
    queue.put(_reply("since", host="a.host"))
    assert _texts(queue) == ["0", "1", "2", "3", "4", "since"]


def test_what_is_too_much_for_strangers_is_dropped_and_that_is_said_once(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    queue = _queue(_reply("x", f"m{number}", f"m{number % 50}.host") for number in range(MANY))
    assert len(queue) == MOST_FOR_STRANGERS
    assert len(caplog.messages) == 1


def test_one_host_leaves_room_for_the_strangers_of_others() -> None:
    queue = _queue(_reply("x", f"m{number}", "m.host") for number in range(MANY))
    assert len(queue) == MOST_FOR_A_HOST
    queue.put(_reply("for charlie", "charlie", "c.host"))
    assert queue.replies("charlie") == 1


def test_there_is_room_again_when_something_was_said() -> None:
    queue = _queue(_reply("x", f"m{number}", "m.host") for number in range(MANY))
    queue.pop()
    queue.drop("m1")
    queue.put(_reply("y", "m0", "m.host"))
    assert (len(queue), queue.replies("m0")) == (MOST_FOR_A_HOST - 1, 1)


def test_nothing_that_is_for_who_is_logged_in_or_stands_in_the_outbox_is_dropped() -> None:
    queue = _queue(_reply("x", f"m{number}", f"m{number % 50}.host") for number in range(MANY))
    for number in range(MANY):
        queue.put(_reply("y", f"member{number % 9}"))
        queue.put(_notice("z"))
    queue.put(_reply("asked as m0, who has logged in since", "m0"))
    assert len(queue) == MOST_FOR_STRANGERS + 2 * MANY + 1


async def test_ten_nicks_of_one_host_keep_nobody_waiting_who_is_logged_in() -> None:
    async with offline() as link:
        link.welcomed()
        link.joined()
        await link.said()
        for number in range(10):
            nick = f"mallory{number}"
            to, mask = Private("test", nick), f"{nick}!m@m.host"
            await link.connection.reply(Reply(to, ("help",) * 7, asked_by=mask, stranger=True))
        await link.connection.reply(Reply(Private("test", "bob"), ("You are bob.",), asked_by="bob!b@bob.host"))
        said = [line for line in await link.said() if line.startswith("PRIVMSG")]
        assert said.index("PRIVMSG bob :You are bob.") <= 7
        assert len(said) == 71


class _Watched(Unit):
    """Counts how often anything of any of them is looked at."""

    looks = 0

    def __getattribute__(self, name: str) -> object:
        _Watched.looks += 1
        return super().__getattribute__(name)


def test_many_who_wait_are_not_looked_through_for_one_more_nor_for_one_who_goes() -> None:
    queue = Queue()
    for number in range(MANY):
        queue.put(_Watched(Priority.REPLY, privmsg("x", "help", 400), f"nick{number}"))
    _Watched.looks = 0
    queue.put(_Watched(Priority.REPLY, privmsg("x", "help", 400), "alice"))
    queue.drop("nick7")
    queue.pop()
    assert _Watched.looks < MANY / 4


def test_those_who_ask_and_go_leave_nothing_behind() -> None:
    queue, before = _queue([_reply("first", "bob")]), _units()
    for _ in range(MANY):
        queue.put(_reply("help"))
        queue.drop("alice")
    assert _units() - before < 5
    assert _texts(queue) == ["first"]
