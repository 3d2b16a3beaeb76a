"""`search`: a line or two, closed ones too, and nobody highlighted."""

from tests.house import House
from tests.scenarios.person import Person


async def test_search(house: House, alice: Person, bob: Person) -> None:
    await alice.tells("new @ops printer empty")
    await bob.tells("dibs 1", "close 1 fixed")
    await house.pass_time(days=2)
    await alice.tells("new @ops the printer smokes", "new @ops priority=high printer on fire")
    await bob.tells("dibs 2")
    await house.pass_time(minutes=8)
    for person in (alice, bob):
        await person.hears()
    listed = "#3 printer on fire (high, free, 8m), #2 the printer smokes (bob, 8m), #1 printer empty (fixed, 2d ago)"
    assert await alice.says("#desk", "!search print") == [f"#desk< Found 3: {listed}"]


async def test_nothing_found_says_what_else_there_is(alice: Person) -> None:
    assert await alice.says("#desk", "!find unicorns") == [
        "#desk< Found none. Fewer words, or shorter ones? What is open: !list"
    ]


async def test_what_finds_nothing_is_answered_by_what_was_meant(alice: Person) -> None:
    await alice.tells("new @ops printer on fire")
    for verb in ("search", "list"):
        assert await alice.tells(f"{verb} pr") == [
            "p< Found none. A word of one or two letters is found whole alone. What is open: list"
        ]
        assert await alice.tells(f"{verb} closed") == [
            "p< Found none with that word. By their state: search state:closed"
        ]


async def test_a_star_inside_a_word_finds_nothing_and_that_is_said(alice: Person) -> None:
    await alice.tells("new @ops printer on fire")
    hint = "p< Found none. A star stands for letters at the end of a word alone: search prin*"
    for inside in ("pr*nter", "*nter", "fire pr*nter", "list pr*nter"):
        assert await alice.tells(inside if inside.startswith("list") else f"search {inside}") == [hint]
    assert (await alice.tells("search prin*"))[0].startswith("p< Found 1: #1")
    await alice.tells("new @ops rm -rf /srv/*/cache was run")
    assert (await alice.tells("search /srv/*/cache"))[0].startswith("p< Found 1: #2")
    for meant in ('search "pr*nter"', "search nothing -pr*nter"):
        assert await alice.tells(meant) == ["p< Found none. Fewer words, or shorter ones? What is open: list"]


async def test_a_list_by_a_query_is_of_open_ones(house: House, alice: Person, bob: Person) -> None:
    await alice.tells("new @ops printer empty", "new @ops priority=high printer on fire", "new @ops the printer smokes")
    await bob.tells("dibs 1", "close 1 fixed", "dibs 2")
    await house.pass_time(minutes=8)
    for person in (alice, bob):
        await person.hears()
    assert await bob.tells("list owner:me") == ["p< Found 1: #2 printer on fire (high, bob, 8m)"]
    assert await alice.says("#desk", "!list free printer") == ["#desk< Found 1: #3 the printer smokes (free, 8m)"]


async def test_a_mistake_is_shown_by_its_character(alice: Person) -> None:
    assert await alice.says("#desk", "!search printer state:opne") == [
        "#desk< At character 15: No state opne; there are open, closed, any, accepted, new, on hold."
    ]
    assert await alice.tells('list owner:me "on fire') == [
        'p< At character 10: the quote is open: close it, as in search "two words"'
    ]


async def test_more_goes_on_where_it_was_asked(house: House, alice: Person, bob: Person) -> None:
    for number in range(60):
        await bob.tells(f"new @ops a printer with a rather long title, number {number}")
        await house.pass_time(minutes=5)
        if number % 15 == 14:
            await house.pass_time(hours=25)
            await bob.tells(f"dibs {number - 13}-{number + 1}")
    await alice.hears()
    shown = await alice.tells("search printer")
    assert shown[0].startswith("p< Found 60: #60 a printer with a rather")
    assert shown[-1].endswith("more lines: more")
    assert (await alice.tells("more"))[0].startswith("p< | #")
