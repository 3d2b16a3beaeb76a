"""Who guesses learns nothing, waits, and is told of; nobody is locked out by it."""

import asyncio
import threading

import pytest

from chatbot.desk.hashing import Hasher
from tests.threats.office import SECRET, Office
from tests.threats.test_passwords_that_slip_out import events


async def test_a_wrong_one_and_no_account_are_answered_alike(office: Office) -> None:
    wrong = await office.says("mallory", "identify bob wrong-password")
    nobody = await office.says("mallory", "identify nobody wrong-password")
    assert wrong == nobody == "p< That is no account here, or not its password; nothing changed."


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """For each comparison, whether there was a password to compare with."""
    compared = list[bool]()
    fits = Hasher.fits

    async def noted(self: Hasher, hashed: str, password: str) -> bool:
        compared.append(bool(hashed))
        return await fits(self, hashed, password)

    monkeypatch.setattr(Hasher, "fits", noted)
    return compared


async def test_as_much_work_is_done_where_there_is_no_account(office: Office, compared: list[bool]) -> None:
    await office.says("mallory", "identify nobody wrong-password")
    await office.says("mallory", "identify bob wrong-password")
    assert compared == [False, True]


async def test_nothing_fits_where_there_is_no_password(office: Office) -> None:
    assert not await office.desk.hasher.fits("", "nobody's")
    assert not await office.desk.hasher.fits("", "")
    assert not await office.desk.hasher.fits("no hash at all", "x")


async def test_a_host_that_guesses_is_made_to_wait_and_told_how_long(office: Office) -> None:
    for _ in range(3):
        await office.says("mallory", "identify bob wrong-password", after=1)
    said = await office.says("eve", f"identify bob {SECRET}", host="mallory.example", after=1)
    assert said == "p< That was tried 3 times from where you are. The next try counts in 10s; this one didn't."
    assert (await office.says("bob", f"identify {SECRET}")).startswith("p< You are bob")
    assert (await office.says("eve", f"identify bob {SECRET}", host="mallory.example", after=60)).startswith(
        "p< You are"
    )


async def test_admins_hear_once_that_an_account_is_guessed(office: Office) -> None:
    for each in range(11):
        await office.says("mallory", "identify bob wrong-password", host=f"bot{each}.example", after=0)
    (event,) = await events(office, "password_guessed")
    assert event.data["person_name"] == "bob"


async def test_wrong_codes_are_guesses_too(office: Office) -> None:
    for _ in range(3):
        assert "No such code" in await office.says("mallory", "register ABCD-EFGH-JKMN evening-star", after=1)
    assert "was tried 3 times" in await office.says("mallory", "register ABCD-EFGH-JKMN evening-star", after=1)


async def test_the_old_password_is_not_guessed_by_passwd_either(office: Office) -> None:
    await office.says("bob", f"identify {SECRET}")
    for _ in range(3):
        assert "not its password" in await office.says("bob", "passwd wrong-password evening-star", after=1)
    assert "was tried 3 times" in await office.says("bob", f"passwd {SECRET} evening-star", after=1)
    assert await office.knows(SECRET)


async def test_more_than_the_machine_can_do_is_refused(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office.desk.hasher, "_waiting", 50)
    assert "At most 50 log in at once" in await office.says("bob", f"identify {SECRET}")


async def test_neither_the_loop_nor_the_database_waits_for_a_hash(office: Office) -> None:
    """The thread is held up, and both go on."""
    held, going, in_time = threading.Event(), asyncio.Event(), list[bool]()

    class Slow(Hasher):
        def _hash(self, password: str) -> str:
            loop.call_soon_threadsafe(going.set)
            in_time.append(held.wait(10))
            return super()._hash(password)

    loop = asyncio.get_running_loop()
    office.desk.hasher = Slow(rounds=1, memory=32)
    registering = asyncio.create_task(office.says("carol", "register evening-star"))
    await going.wait()
    assert "opened for ops" in await office.says("alice", "new @ops printer on fire")
    held.set()
    assert "You are carol" in await registering
    assert in_time == [True]
