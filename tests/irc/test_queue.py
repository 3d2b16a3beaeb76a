"""Who is answered first, and what it costs to find out."""

import gc

from chatbot.irc.outgoing import privmsg
from chatbot.irc.queue import Priority, Queue, Unit

MANY = 2000


def _reply(text: str, target: str = "alice") -> Unit:
    return Unit(Priority.REPLY, privmsg(target, text, 400), target)


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
    queue = Queue()
    queue.put(_reply("first", "bob"))
    for _ in range(MANY):
        queue.put(_reply("help"))
        queue.drop("alice")
    assert sum(isinstance(one, Unit) for one in gc.get_objects()) < 5
    assert _texts(queue) == ["first"]
