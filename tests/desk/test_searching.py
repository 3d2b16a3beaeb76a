"""A search finds what is written, only what may be read there, and takes nothing that is typed for a query."""

import time

import pytest

from chatbot.desk import editing, redacting, searching, undoing
from chatbot.desk.act import Caller
from chatbot.desk.desk import Desk
from chatbot.desk.editing import Edit
from chatbot.desk.refused import Refused
from chatbot.wire import Private
from tests.desk.doing import ADA, ALICE, BOB, CHARLIE, close, comment, new, refusal
from tests.people import NETWORK, add_role, in_private, stranger
from tests.threats.test_slow_patterns import BUDGET, HOSTILE


async def found(desk: Desk, words: str, caller: Caller = ALICE, role: str | None = None) -> list[int]:
    return [one.ticket.id for one in (await desk.look(caller, searching.search, words, role)).seen]


async def test_it_finds_titles_descriptions_and_what_was_added_the_newest_first(desk: Desk) -> None:
    first = await new(desk, title="Printer on fire")
    second = await new(desk, title="smoke", description="it comes from the PRINTER")
    third = await new(desk, title="no toner")
    await comment(desk, BOB, third, "the printer-3 needs it")
    assert await found(desk, "printer") == [third, second, first]


async def test_all_words_must_be_there_in_any_order_and_anywhere(desk: Desk) -> None:
    both = await new(desk, title="vpn down")
    await comment(desk, BOB, both, "only from Berlin")
    await new(desk, title="vpn slow")
    assert await found(desk, "berlin vpn") == [both]


async def test_the_last_word_may_be_cut_short_and_accents_left_out(desk: Desk) -> None:
    number = await new(desk, title="Café lärmt, naïvely")
    assert await found(desk, "larm") == [number]
    assert await found(desk, "CAFE") == [number]
    assert await found(desk, "naïv") == [number]
    assert await found(desk, "caf larmt") == []  # only the last


async def test_a_word_with_signs_in_it_is_found_as_it_is_written(desk: Desk) -> None:
    number = await new(desk, title="db1.example.org/disk full (100%)")
    await new(desk, title="disk on db1 is fine")
    assert await found(desk, "db1.example.org/disk") == [number]
    assert await found(desk, "(100%)") == [number]


async def test_closed_ones_are_found(desk: Desk) -> None:
    number = await new(desk)
    await close(desk, BOB, number, "the fuse was loose")
    assert await found(desk, "fuse") == [number]


async def test_what_it_says_now_is_found_and_not_what_it_said(desk: Desk) -> None:
    number = await new(desk, title="printer on fire")
    await desk.change(ALICE, editing.edit, number, Edit(title="toaster on fire"))
    assert await found(desk, "printer") == []
    assert await found(desk, "toaster") == [number]
    await desk.change(ALICE, undoing.undo, number)
    assert await found(desk, "printer") == [number]
    assert await found(desk, "toaster") == []


async def test_what_was_taken_back_or_erased_is_not_found(desk: Desk) -> None:
    number = await new(desk)
    await comment(desk, BOB, number, "the slip")
    await desk.change(BOB, undoing.undo, number)
    assert await found(desk, "slip") == []
    await comment(desk, BOB, number, "hunter2")
    await desk.change(BOB, redacting.erase, number, 2)
    assert await found(desk, "hunter2") == []


async def test_a_role_in_front_leaves_the_others_out(desk: Desk) -> None:
    await add_role(desk, "net")
    await new(desk)
    number = await new(desk, role="net")
    assert await found(desk, "printer", role="net") == [number]
    assert await refusal(found(desk, "printer", role="nett")) == "No role nett; there are net, ops."


async def test_what_is_private_is_found_only_where_and_by_whom_it_may_be_read(desk: Desk) -> None:
    public = await new(desk)
    secret = await new(desk, in_private("alice"), private=True)
    for caller in (in_private("alice"), in_private("bob"), in_private("ada")):
        assert await found(desk, "printer", caller) == [secret, public]
    for caller in (ALICE, BOB, ADA, CHARLIE, in_private("charlie"), stranger("bob", Private(NETWORK, "bob"))):
        assert await found(desk, "printer", caller) == [public]


async def test_many_are_cut_after_what_may_not_be_read(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "MOST_SHOWN", 2)
    public = [await new(desk) for _ in range(2)]
    for _ in range(3):
        await new(desk, in_private("alice"), private=True)
    seen = await desk.look(CHARLIE, searching.search, "printer", None)
    assert ([one.ticket.id for one in seen.seen], seen.more) == (public[::-1], False)
    await new(desk)
    assert (await desk.look(CHARLIE, searching.search, "printer", None)).more


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("x" * 201, "A search has at most 200 characters, this one 201."),
        ("x " * 21, "A search has at most 20 words, this one 21."),
        ('-- "" * ()', "Search for what? Letters or digits: search printer"),
    ],
)
async def test_a_search_that_cannot_be_is_told_so(desk: Desk, words: str, said: str) -> None:
    assert (await refusal(found(desk, words))).startswith(said)


SYNTAX = ['""', "title:", "title : x", "NEAR(", "NEAR", "AND", "OR", "NOT", "-", "^x", "xyz*", "{title body}:x", "("]


async def asked(desk: Desk, words: str) -> list[int] | str:
    """What was found, or why nothing was looked for."""
    try:
        return await found(desk, words)
    except Refused as refused:
        return str(refused)


@pytest.mark.parametrize("words", [*SYNTAX, *(f"fire {one}" for one in SYNTAX), *(f"{one} fire" for one in SYNTAX)])
async def test_nothing_that_is_typed_is_a_query(desk: Desk, words: str) -> None:
    number = await new(desk, title="fire")
    letters = any(sign.isalpha() for sign in words.replace("fire", ""))
    only_signs = "Search for what? Letters or digits: search printer"
    assert await asked(desk, words) == ([] if letters else [number] if "fire" in words else only_signs)


@pytest.mark.parametrize("name", HOSTILE)
async def test_hostile_words_are_looked_for_within_the_budget(desk: Desk, name: str) -> None:
    await new(desk, title="fire", description=HOSTILE[name])
    took: list[float] = []
    for _ in range(3):
        began = time.perf_counter()
        await asked(desk, HOSTILE[name][:200])
        took.append(time.perf_counter() - began)
    assert min(took) < BUDGET
