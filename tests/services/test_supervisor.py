"""The supervisor: what fails is started again after a pause, what runs goes on, and the end comes at once."""

import asyncio
from collections.abc import AsyncGenerator
from itertools import pairwise

import pytest

from chatbot.services import kept as services
from chatbot.services.supervisor import Supervisor
from tests.waiting import until


@pytest.fixture
async def supervisor() -> AsyncGenerator[Supervisor]:
    supervisor = Supervisor()
    yield supervisor
    await supervisor.stop()


class Failing:
    """Notes when it was started, and fails at once."""

    def __init__(self) -> None:
        self.starts: list[float] = []

    async def run(self) -> None:
        self.starts.append(asyncio.get_running_loop().time())
        raise RuntimeError("no luck")


class Lasting:
    def __init__(self) -> None:
        self.starts = 0
        self.ended = False

    async def run(self) -> None:
        self.starts += 1
        try:
            await asyncio.Event().wait()
        finally:
            self.ended = True


async def test_what_fails_is_started_again_after_pauses_that_double(
    supervisor: Supervisor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "FIRST_PAUSE", 0.02)
    failing = Failing()
    supervisor.start("failing", failing.run)
    await until("it was started again and again", lambda: len(failing.starts) == 5)
    starts = failing.starts
    pauses = [later - sooner for sooner, later in pairwise(starts)]
    assert all(pause >= least for pause, least in zip(pauses, (0.02, 0.04, 0.08, 0.16), strict=True))


async def test_no_pause_is_longer_than_the_longest(supervisor: Supervisor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "FIRST_PAUSE", 0.01)
    monkeypatch.setattr(services, "LONGEST_PAUSE", 0.02)
    failing = Failing()
    supervisor.start("failing", failing.run)
    # doubling without an end, the twelfth start would come after 20 s
    await until("it was started again and again", lambda: len(failing.starts) == 12, within=10)


async def test_after_a_long_run_the_first_pause_is_short_again(
    supervisor: Supervisor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without that the pauses before the twelfth would be 20 s in all. Each run takes 11 s of the loop's time."""
    monkeypatch.setattr(services, "FIRST_PAUSE", 0.01)
    monkeypatch.setattr(services, "LONGEST_PAUSE", 10.0)
    starts = list[int]()
    loop = asyncio.get_running_loop()
    passed = [0.0]
    real = loop.time
    monkeypatch.setattr(loop, "time", lambda: real() + passed[0])

    async def run() -> None:
        starts.append(1)
        passed[0] += 11
        raise RuntimeError("at last")

    supervisor.start("lasting", run)
    await until("it was started again and again", lambda: len(starts) == 12, within=12 * 11 + 5)


async def test_one_that_fails_disturbs_no_other(supervisor: Supervisor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "FIRST_PAUSE", 0.01)
    failing, lasting = Failing(), Lasting()
    supervisor.start("lasting", lasting.run)
    supervisor.start("failing", failing.run)
    await until("it was started again", lambda: len(failing.starts) == 3)
    assert (lasting.starts, lasting.ended) == (1, False)


async def test_the_log_says_which_one_failed(supervisor: Supervisor, caplog: pytest.LogCaptureFixture) -> None:
    failing = Failing()
    supervisor.start("sender testnet", failing.run)
    await until("it failed", lambda: bool(caplog.records))
    assert "sender testnet" in caplog.text


async def test_what_ends_by_itself_is_not_started_again(
    supervisor: Supervisor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "FIRST_PAUSE", 0.0)
    starts = list[int]()

    async def run() -> None:
        starts.append(1)

    supervisor.start("short", run)
    for _ in range(10):
        await asyncio.sleep(0)
    assert len(starts) == 1


async def test_those_that_are_named_are_stopped_and_have_ended_by_then(supervisor: Supervisor) -> None:
    one, other = Lasting(), Lasting()
    supervisor.start("one", one.run)
    supervisor.start("other", other.run)
    await until("both run", lambda: one.starts + other.starts == 2)
    await supervisor.stop("one", "unheard of")
    assert (one.ended, other.ended, supervisor.names) == (True, False, ("other",))
    await supervisor.stop()
    assert (other.ended, supervisor.names) == (True, ())


async def test_the_end_waits_for_no_pause(supervisor: Supervisor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "FIRST_PAUSE", 3600.0)
    failing = Failing()
    supervisor.start("failing", failing.run)
    await until("it failed", lambda: bool(failing.starts))
    await asyncio.wait_for(supervisor.stop(), 1)


async def test_what_is_asked_for_is_started_anew_at_once_and_the_other_goes_on(
    supervisor: Supervisor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "FIRST_PAUSE", 3600.0)
    one, other = Lasting(), Lasting()
    supervisor.start("one", one.run)
    supervisor.start("other", other.run)
    await until("both run", lambda: one.starts + other.starts == 2)
    assert (supervisor.restart("one"), supervisor.restart("unheard of")) == (True, False)
    await until("it was started anew", lambda: one.starts == 2)
    assert (one.ended, other.ended) == (True, False)
    (kept, _) = supervisor.kept
    assert (kept.restarts, kept.failed_at) == (1, None)


async def test_to_be_asked_ends_a_pause(supervisor: Supervisor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "FIRST_PAUSE", 3600.0)
    starts = list[int]()

    async def run() -> None:
        starts.append(1)
        if len(starts) == 1:
            raise RuntimeError("no luck")
        await asyncio.Event().wait()

    supervisor.start("failing", run)
    await until("it failed", lambda: supervisor.kept[0].restarts == 1)
    supervisor.restart("failing")
    await until("it was started again", lambda: len(starts) == 2)
    assert (supervisor.kept[0].running, supervisor.kept[0].restarts) == (True, 1)


async def test_what_ended_by_itself_can_be_started_anew(supervisor: Supervisor) -> None:
    starts = list[int]()

    async def run() -> None:
        starts.append(1)

    supervisor.start("short", run)
    await until("it ended", lambda: supervisor.kept[0].ended_at is not None)
    supervisor.restart("short")
    await until("it ran again", lambda: len(starts) == 2)


async def test_a_run_that_somebody_else_cancels_has_failed(
    supervisor: Supervisor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mistake of ours must not end a service without a word."""
    monkeypatch.setattr(services, "FIRST_PAUSE", 0.01)
    starts = list[int]()

    async def run() -> None:
        starts.append(1)
        raise asyncio.CancelledError

    supervisor.start("cancelled", run)
    await until("it was started again", lambda: len(starts) == 3)
    assert supervisor.kept[0].error == "CancelledError"


@pytest.mark.parametrize("turns", range(5))
async def test_what_is_called_again_in_the_moment_of_the_end_ends(turns: int) -> None:
    """Of the loop, between the call and the end: `asyncio.wait_for` forgot such an end before Python 3.12."""
    supervisor, failing = Supervisor(), Failing()
    supervisor.start("failing", failing.run)
    (kept,) = supervisor.kept
    await until("it pauses", lambda: len(failing.starts) == 1 and not kept.running)
    kept.again()
    for _ in range(turns):
        await asyncio.sleep(0)  # a turn of the loop
    task = kept.cancel()
    await asyncio.wait({task}, timeout=0.5)
    assert task.cancelled()
