"""The inbox: the lines of one speaker in order, those of others meanwhile, nobody's without end, and all answered."""

import asyncio
from dataclasses import dataclass, field

import pytest

from chatbot.services import inbox as services
from chatbot.services.inbox import Inbox
from chatbot.wire import Channel, Message, Principal
from tests.people import NETWORK, START, principal
from tests.waiting import until


@dataclass(slots=True)
class Answers:
    """Answers a line once it is let go; `done` in the order in which that was."""

    begun: list[str] = field(default_factory=list[str])
    done: list[str] = field(default_factory=list[str])
    held: dict[str, asyncio.Event] = field(default_factory=dict[str, asyncio.Event])

    def hold(self, text: str) -> asyncio.Event:
        return self.held.setdefault(text, asyncio.Event())

    async def __call__(self, message: Message) -> None:
        self.begun.append(message.text)
        await asyncio.sleep(0)
        if message.text in self.held:
            await self.held[message.text].wait()
        if message.text == "fail":
            raise RuntimeError("a handler that breaks its word")
        self.done.append(message.text)


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def inbox(answers: Answers) -> Inbox:
    return Inbox(answers)


def says(nick: str, text: str, *, network: str = NETWORK) -> Message:
    return Message(principal(nick, network=network), Channel(network, "#desk"), text, START)


async def test_the_lines_of_one_speaker_are_answered_one_after_the_other(inbox: Inbox, answers: Answers) -> None:
    slow = answers.hold("1")
    for text in "123":
        inbox.put(says("bob", text))
    await until("the first is begun", lambda: answers.begun == ["1"])
    slow.set()
    await inbox.drain()
    assert answers.begun == answers.done == ["1", "2", "3"]


async def test_what_is_said_between_two_lines_of_one_speaker_keeps_its_place(inbox: Inbox, answers: Answers) -> None:
    async def hurry(message: Message) -> None:
        await answers(message)
        if message.text == "1":
            inbox.put(says("bob", "3"))

    inbox.handle = hurry
    for text in "12":
        inbox.put(says("bob", text))
    await until("all are done", lambda: len(answers.done) == 3)
    assert answers.done == ["1", "2", "3"]


async def test_who_waits_for_an_answer_holds_up_nobody_else(inbox: Inbox, answers: Answers) -> None:
    slow = answers.hold("slow")
    inbox.put(says("bob", "slow"))
    inbox.put(says("alice", "quick"))
    inbox.put(says("bob", "elsewhere", network="othernet"))
    await until("the others are answered", lambda: answers.done == ["quick", "elsewhere"])
    slow.set()
    await inbox.drain()


async def test_a_bridge_is_one_speaker_whatever_names_come_over_it(
    inbox: Inbox, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Names are cheap there, and so each of many would have as many lines waiting as one person has."""
    monkeypatch.setattr(services, "MOST_WAITING", 3)
    slow = answers.hold("0")
    for each in range(10):
        mask = f"/carol{each} (bridged)!matterbridge"
        who = Principal(NETWORK, f"carol{each} (bridged)", None, mask, "relayed", mask, relay="matterbridge")
        inbox.put(Message(who, Channel(NETWORK, "#desk"), str(each), START))
    assert inbox.busy == 1
    slow.set()
    await inbox.drain()
    assert answers.done == ["0", "1", "2"]


async def test_who_is_not_logged_in_is_told_apart_by_their_address(inbox: Inbox, answers: Answers) -> None:
    slow = answers.hold("slow")
    for mask, text in (("guest!a@host.example", "slow"), ("guest!b@host.example", "quick")):
        speaker = Principal(NETWORK, "guest", None, mask, "none", mask)
        inbox.put(Message(speaker, Channel(NETWORK, "#desk"), text, START))
    await until("the other one is answered", lambda: answers.done == ["quick"])
    slow.set()
    await inbox.drain()


async def test_who_says_more_than_can_be_answered_is_cut_off_and_the_log_says_so_once(
    inbox: Inbox, answers: Answers, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(services, "MOST_WAITING", 5)
    slow = answers.hold("0")
    for number in range(50):
        inbox.put(says("bob", str(number)))
    inbox.put(says("alice", "hello"))
    slow.set()
    await inbox.drain()
    assert sorted(answers.done) == ["0", "1", "2", "3", "4", "hello"]
    assert len(caplog.records) == 1


async def test_after_that_they_are_heard_again(
    inbox: Inbox, answers: Answers, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(services, "MOST_WAITING", 1)
    for _ in range(2):
        inbox.put(says("bob", "heard"))
        inbox.put(says("bob", "dropped"))
        await until("it is answered", lambda: not inbox.busy)
    assert answers.done == ["heard", "heard"]
    assert len(caplog.records) == 2


async def test_a_line_that_fails_stops_neither_the_next_ones_nor_anybody_else(
    inbox: Inbox, answers: Answers, caplog: pytest.LogCaptureFixture
) -> None:
    for text in ("fail", "next"):
        inbox.put(says("bob", text))
    inbox.put(says("alice", "hello"))
    await inbox.drain()
    assert sorted(answers.done) == ["hello", "next"]
    assert "RuntimeError" in caplog.text


async def test_a_clean_end_answers_what_was_taken_in_and_takes_no_more(inbox: Inbox, answers: Answers) -> None:
    slow = answers.hold("1")
    for text in "12":
        inbox.put(says("bob", text))
    drained = asyncio.create_task(inbox.drain())
    await until("the inbox is shut", lambda: inbox.shut)
    inbox.put(says("bob", "too late"))
    inbox.put(says("alice", "too late"))
    assert not drained.done()
    slow.set()
    await drained
    assert answers.done == ["1", "2"]


async def test_nothing_is_kept_of_who_has_been_answered(inbox: Inbox) -> None:
    for number in range(100):
        inbox.put(says(f"clone{number}", "hello"))
    assert inbox.busy == 100
    await inbox.drain()
    assert inbox.busy == 0
