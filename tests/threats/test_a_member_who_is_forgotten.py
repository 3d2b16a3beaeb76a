"""A member who is forgotten is in no byte of the files; numbers, times and others' work stay."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from chatbot.desk import forgetting, linking, opening, roles, searching
from chatbot.desk.desk import Desk
from chatbot.desk.entering import New
from chatbot.desk.people import Person
from store import forgetting as store_forgetting
from tests.desk.doing import ADA, ALICE, BOB, accept, close, comment, new, owner, refusal, ticket
from tests.people import (
    FakeClock,
    add_member,
    furnish,
    in_private,
    opened_database,
    opened_desk,
    person,
    shell,
    stranger,
)
from tests.threats.test_a_pasted_secret import bytes_of, said

NAME = "zaphod"


@pytest.fixture
async def desk(tmp_path: Path, clock: FakeClock) -> AsyncGenerator[Desk]:
    async with opened_database(tmp_path) as database:
        desk = await opened_desk(database, clock)
        await furnish(desk)
        await add_member(desk, NAME)
        await desk.change(shell(), roles.add, "ops", Person(NAME, exact=True))
        yield desk


async def lives(desk: Desk) -> None:
    """Reports, takes, writes, asks; and others speak of them."""
    who = person(NAME)
    own, closed, taken = await new(desk, who, "two heads"), await new(desk, who, "secretwords"), await new(desk)
    await accept(desk, who, taken)
    await comment(desk, who, taken, "dontpanic at home")
    await close(desk, who, closed, "towelday")
    await comment(desk, BOB, own, "bob wrote this")


async def test_no_byte_of_the_files_names_them(desk: Desk, tmp_path: Path) -> None:
    await lives(desk)
    assert NAME.encode() in bytes_of(tmp_path)
    done = await forgetting.forget(desk, ADA, Person(NAME), "really")
    assert (done.freed, done.left) == ([3], [1])
    found = bytes_of(tmp_path).lower()
    assert [word for word in (NAME, "dontpanic", "secretwords", "towelday") if word.encode() in found] == []


async def test_no_byte_names_what_they_were_called_on_another_network(desk: Desk, tmp_path: Path) -> None:
    """Before it was linked and after, and whichever name they are forgotten by."""
    other = in_private("beeblebrox", network="oftc")
    await accept(desk, in_private(NAME), await new(desk, other, "dontpanic"))
    asked = await linking.ask(desk, in_private(NAME), "beeblebrox@oftc")
    await linking.answer(desk, other, f"{NAME}@testnet", asked.code)
    await close(desk, other, await new(desk, other, "secretwords"), "towelday")
    await forgetting.forget(desk, ADA, Person("beeblebrox"), "really")
    found = bytes_of(tmp_path).lower()
    assert [word for word in (NAME, "beeblebrox", "secretwords", "towelday") if word.encode() in found] == []


async def test_lines_about_what_was_opened_for_them_are_gone_too(desk: Desk, tmp_path: Path) -> None:
    await desk.change(ALICE, opening.open_once, New("five", whose=Person(NAME, exact=True)))
    await said(desk, 1, f"#1 new for ops: five ({NAME}). Take it: dibs 1", "sent")
    await forgetting.forget(desk, ADA, Person(NAME), "really")
    assert NAME.encode() not in bytes_of(tmp_path)


async def test_what_others_wrote_and_what_is_open_stays(desk: Desk) -> None:
    await lives(desk)
    await forgetting.forget(desk, ADA, Person(NAME), "really")
    assert (await ticket(desk, 1)).title == "two heads"
    assert (await ticket(desk, 2)).title == "(erased)"
    assert (await ticket(desk, 1)).reporter_name == "somebody"
    assert await owner(desk, 3) is None
    assert len((await desk.look(BOB, searching.search, "bob wrote", None)).seen) == 1
    assert (await desk.look(BOB, searching.search, "dontpanic", None)).seen == []


async def test_who_comes_back_is_somebody_new(desk: Desk) -> None:
    await forgetting.forget(desk, ADA, Person(NAME), "really")
    assert await new(desk, person(NAME)) == 1
    assert (await ticket(desk, 1)).reporter_name == NAME


async def test_the_last_admin_and_oneself_stay(desk: Desk) -> None:
    assert "You would forget yourself" in await refusal(forgetting.forget(desk, ADA, Person("ada"), "really"))
    assert "The last admin: ada" in await refusal(forgetting.forget(desk, shell(), Person("ada"), "really"))
    for caller in (ALICE, BOB, in_private("bob"), stranger("ada")):
        assert "Only an admin" in await refusal(forgetting.forget(desk, caller, Person(NAME), "really"))


async def test_it_is_asked_twice(desk: Desk) -> None:
    assert "member forget zaphod really" in await refusal(forgetting.forget(desk, ADA, Person(NAME), ""))


async def test_where_a_stranger_came_from_is_kept_for_30_days(desk: Desk, clock: FakeClock, tmp_path: Path) -> None:
    guest = stranger("guest")
    await new(desk, guest)
    await close(desk, BOB, 1)
    assert guest.principal.mask.encode() in bytes_of(tmp_path)
    clock.advance(days=31)
    assert await desk.database.write(store_forgetting.drop_masks, clock.now()) == 1
    await desk.database.scrub()
    assert guest.principal.mask.encode() not in bytes_of(tmp_path)
