"""Keep time, archive and what is erased, as they are said: shortly, and with what to type."""

import pytest

from tests.desk.kept import put_away
from tests.house import House
from tests.scenarios.person import Person, all_hear, enter

SET = "Type request: keep 30d, from now on. Back to the file's: type reset request"


@pytest.fixture
async def ada(house: House) -> Person:
    """She is an admin."""
    ada = await enter(house, "ada", "#desk")
    await ada.tells(f"iam {house.codes[-1]}")
    return ada


@pytest.fixture
async def ended(house: House, alice: Person, bob: Person, dave: Person) -> None:
    """#1, which bob closed a day ago."""
    await alice.says("#desk", "!new @ops printer on fire")
    await bob.tells("dibs 1", "close 1 fixed toner changed")
    await house.pass_time(days=1)
    await all_hear(alice, bob, dave)


@pytest.mark.usefixtures("ended")
async def test_setting_it_says_what_becomes_of_what_is_over(ada: Person) -> None:
    assert await ada.tells("type set request keep=30d") == [f"p< {SET}"]
    assert await ada.tells("type set request keep=1d after=delete") == [
        "p< Type request: keep 1d, after delete, from now on. Back to the file's: type reset request",
        "p< Type request: 1 is over for longer than that; it is erased in 1h, for good.",
    ]
    assert "p< | keep 1d (ada 21 Nov), after delete (ada 21 Nov)" in await ada.tells("type show request")
    assert await ada.tells("type set request keep=never") == [
        "p< Type request: keep for good, from now on. Back to the file's: type reset request"
    ]
    assert await ada.tells("type set request keep=1h") == ["p< Type request: keep= is at least 1d, or never."]
    assert await ada.tells("type set request after=burn") == [
        "p< after= can't be that. It can be archive or delete.",
    ]
    assert "keep for good (default)" in " ".join(await ada.tells("type reset request", "type show request"))


@pytest.mark.usefixtures("ended")
async def test_the_archive_is_shown_where_it_is_asked_for(house: House, alice: Person) -> None:
    assert await alice.says("#desk", "!list archived=yes") == ["#desk< All: nothing is archived."]
    await put_away(house.desk, 1, "archive")
    assert await alice.says("#desk", "!list archived=yes @ops") == [
        "#desk< ops, archived: #1 printer on fire (fixed, 1d ago)"
    ]
    assert await alice.says("#desk", "!search toner") == [
        "#desk< Found none, but for the archive: !search archived=yes <words>"
    ]
    assert await alice.says("#desk", "!search archived=yes toner") == [
        "#desk< Found 1: #1 printer on fire (fixed, 1d ago)"
    ]
    assert (await alice.says("#desk", "!1"))[0] == (
        "#desk< #1 printer on fire: closed, fixed, archived, bob, 1d old, ops, from alice."
    )
    assert await alice.tells("list free archived=yes") == [
        "p< What is archived isn't free. Write: list archived=yes, or list free"
    ]


@pytest.mark.usefixtures("ended")
async def test_why_says_when_it_will_be_archived_or_erased(house: House, ada: Person, alice: Person) -> None:
    await ada.tells("type set request keep=30d")
    assert (await alice.tells("why 1"))[1:3] == [
        "p< #1 is closed: nobody is asked. Not done? reopen 1",
        "p< #1 is archived in 29d, by its type.",
    ]
    await put_away(house.desk, 1, "archive")
    assert "p< #1 was archived 0s ago." in await alice.tells("why 1")
    await ada.tells("type set request after=delete")
    assert "p< #1 was archived 0s ago; it is erased in 29d, by its type." in await alice.tells("why 1")


@pytest.mark.usefixtures("ended")
async def test_what_is_erased_says_so(house: House, alice: Person, bob: Person) -> None:
    await put_away(house.desk, 1, "delete")
    await house.pass_time(hours=2)
    said = "#1 was erased 2h ago: nothing is left of it but numbers and times."
    assert await alice.says("#desk", "!1") == [f"#desk< {said}", "#desk< | It was closed, fixed, bob, 1d 2h old, ops."]
    assert f"p< {said}" in await alice.tells("why 1")
    assert await bob.tells("reopen 1") == [
        "p< #1 was erased: nothing is left of it but numbers and times. To open another: new <title>"
    ]
    told = await alice.tells("history 1")
    assert told[-1].endswith("10:00 its texts were erased")
    assert "toner" not in " ".join(told)
