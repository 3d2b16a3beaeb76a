"""The language of `search` and `list`: what it finds, what it refuses and where, and that nothing else comes of it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chatbot.desk import clients, editing, projects, roles, searching, tickets, working
from chatbot.desk.act import Act, Caller
from chatbot.desk.clients import ClientChange
from chatbot.desk.desk import Desk
from chatbot.desk.editing import Edit
from chatbot.desk.entering import New
from chatbot.desk.refused import Refused
from chatbot.desk.roles import RoleChange
from chatbot.desk.views import view
from store import finding
from store import tickets as ticket_rows
from store.records import Ticket
from tests.desk.doing import (
    ADA,
    ALICE,
    BOB,
    CHARLIE,
    accept,
    assign,
    close,
    comment,
    hold,
    new,
    offer,
    refusal,
    ticket,
    watch,
)
from tests.people import FakeClock, add_role, in_private, shell, stranger


async def found(
    desk: Desk, query: str, caller: Caller = ALICE, *, only_open: bool = False, free: bool = False
) -> list[int]:
    done = await desk.look(caller, searching.search, query, None, only_open=only_open, free=free)
    return [one.ticket.id for one in done.seen]


async def three(desk: Desk) -> tuple[int, int, int]:
    """One that bob has, one that is free, one that is closed."""
    taken, free, over = [await new(desk, title=title) for title in ("vpn down", "printer on fire", "printer empty")]
    await accept(desk, BOB, taken)
    await close(desk, BOB, over, "fixed")
    return taken, free, over


async def test_states_by_their_names_and_several_of_them(desk: Desk) -> None:
    taken, free, over = await three(desk)
    assert await found(desk, "state:open") == [free, taken]
    assert await found(desk, "state:closed") == [over]
    assert await found(desk, "state:new,accepted") == [free, taken]
    assert await found(desk, "-state:new") == [over, taken]
    await hold(desk, BOB, taken)
    assert await found(desk, "state:on-hold") == await found(desk, 'state:"On Hold"') == [taken]
    assert await found(desk, "is:held") == [taken]
    assert await found(desk, "state:any printer") == [over, free]


async def test_whose_they_are(desk: Desk) -> None:
    taken, free, over = await three(desk)
    assert await found(desk, "owner:me", BOB) == await found(desk, "owner:bob") == [taken]
    assert await found(desk, "owner:none state:open") == await found(desk, "is:free") == [free]
    assert await found(desk, "-owner:bob") == [over, free]
    mine = await new(desk, CHARLIE)
    assert await found(desk, "reporter:charlie") == await found(desk, "reporter:me", CHARLIE) == [mine]
    await watch(desk, CHARLIE, taken)
    assert await found(desk, "watcher:me", CHARLIE) == await found(desk, "has:watchers") == [taken]


async def test_roles_types_and_priorities(desk: Desk) -> None:
    await add_role(desk, "net")
    one, other = await new(desk), await new(desk, role="net", description="in the cellar")
    await desk.change(ALICE, editing.edit, other, Edit(priority=3))
    assert await found(desk, "role:net") == await found(desk, "-role:ops") == [other]
    assert await found(desk, "role:net,ops type:request") == [other, one]
    assert await found(desk, "priority:>=high") == await found(desk, "priority:high") == [other]
    assert await found(desk, "priority:<high") == await found(desk, "-priority:>normal") == [one]
    assert await found(desk, "has:description") == [other]


async def test_clients_projects_and_time(desk: Desk) -> None:
    await desk.change(ADA, clients.add, "acme", ClientChange())
    await desk.change(ADA, projects.add, "acme", "Disaster Recovery", None)
    wanted = New("backups", client="acme", project="Disaster Recovery")
    number = (await desk.change(ALICE, tickets.open_ticket, wanted)).seen.ticket.id
    other = await new(desk)
    await desk.change(BOB, working.log, other, working.Entry(15, "", None, None))
    assert await found(desk, "client:Acme") == await found(desk, 'project:"disaster recovery"') == [number]
    assert await found(desk, "-client:acme") == await found(desk, "client:none") == [other]
    assert await found(desk, "has:time") == [other]
    assert (
        await refusal(found(desk, "client:acne"))
        == "At character 8: No client acne. Did you mean acme? All of them: client list"
    )
    for query in ("client:acme", "client:nobody", "project:x", "has:time"):
        assert (await refusal(found(desk, query, stranger("guest42")))).startswith("You aren't logged in.")


async def test_when_something_was_done_to_them(desk: Desk, clock: FakeClock) -> None:
    old = await new(desk)
    clock.advance(days=8)
    young = await new(desk)
    assert (
        await found(desk, "opened:<7d")
        == await found(desk, "opened:today")
        == await found(desk, "opened:7d")
        == [young]
    )
    assert await found(desk, "opened:>7d") == await found(desk, "opened:2026-11-20") == [old]
    assert await found(desk, "opened:>=2026-11-21") == await found(desk, "opened:>2026-11-20") == [young]
    assert await found(desk, "opened:<=2026-11-20") == await found(desk, "opened:<2026-11-21") == [old]
    await comment(desk, BOB, old)
    assert await found(desk, "touched:<1h opened:>1w") == [old]
    await close(desk, BOB, old)
    clock.advance(days=1)
    assert await found(desk, "closed:yesterday") == [old]
    assert await found(desk, "-closed:yesterday") == [young]


async def test_due_is_the_end_of_the_offer_or_of_the_stay(desk: Desk, clock: FakeClock) -> None:
    number = await new(desk)
    prompt = await offer(desk, number)
    assert prompt is not None
    left = prompt.expires_at - clock.now()
    assert left < timedelta(hours=3)
    assert await found(desk, "due:<3h") == await found(desk, "due:today") == [number]
    assert await found(desk, "due:>3h") == await found(desk, "due:tomorrow") == []
    await accept(desk, BOB, number)
    assert await found(desk, "due:<3h") == []


async def test_words_phrases_beginnings_and_what_isnt_to_be_there(desk: Desk) -> None:
    fire, smoke = await new(desk, title="printer on fire"), await new(desk, title="on the printer: smoke")
    assert await found(desk, '"printer on"') == [fire]
    assert await found(desk, '"on fir"*') == [fire]
    assert await found(desk, "prin* smoke") == [smoke]
    assert await found(desk, "printer -fire") == await found(desk, "-fire") == [smoke]
    assert await found(desk, '-"printer on"') == await found(desk, "printer -fir*") == [smoke]
    assert await found(desk, "fire or smoke") == []  # there is no or


async def test_the_order(desk: Desk, clock: FakeClock) -> None:
    first, second, third = await new(desk), await new(desk), await new(desk)
    await desk.change(ALICE, editing.edit, second, Edit(priority=4))
    clock.advance(minutes=1)
    await comment(desk, BOB, first)
    assert await found(desk, "printer") == await found(desk, "printer sort:-number") == [third, second, first]
    assert await found(desk, "sort:number") == await found(desk, "printer sort:number") == [first, second, third]
    assert await found(desk, "sort:-priority") == [second, third, first]
    assert await found(desk, "sort:-priority,number") == [second, first, third]
    assert (await found(desk, "sort:touched"))[-1] == first
    assert await found(desk, "sort:-opened printer") == [third, second, first]


async def test_a_list_is_of_open_ones_unless_the_query_says_where(desk: Desk) -> None:
    taken, free, over = await three(desk)
    assert await found(desk, "printer", only_open=True) == [free]
    assert await found(desk, "printer state:closed", only_open=True) == [over]
    assert await found(desk, "closed:today", only_open=True) == [over]
    assert await found(desk, "role:ops", only_open=True, free=True) == [free]
    assert await found(desk, "role:ops", only_open=True) == [free, taken]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("printer state:", "At character 15: a value is missing"),
        ("state: open", "At character 7: a value is missing"),
        ("state:open,", "At character 12: a value is missing"),
        ("priority:>= x", "At character 12: a value is missing"),
        ('printer "on fire', "At character 9: the quote is open"),
        ('owner:"bob', "At character 7: the quote is open"),
        ('"on fire"x', "At character 10: a space is missing"),
        ("x state:opn", "At character 9: No state opn; there are open, closed"),
        ("owner:bbo", "At character 7: No member bbo. Did you mean bob?"),
        ("role:opps", "At character 6: No role opps; there is ops."),
        ("priority:>hihg", "At character 10: No priority hihg; there are high"),
        ("state:>open", "At character 7: state: has no >."),
        ("opened:3/4", "At character 8: not a time: write 7d"),
        ("opened:2026-02-30", "At character 8: no calendar has 2026-02-30"),
        ("opened:9999-12-31", "At character 8: no calendar has"),
        ("opened:<7", "At character 8: No unit in 7"),
        ("is:open is:fre", "At character 12: No such thing fre; there are free"),
        ("archived:maybe", "At character 10: archived: is yes or no."),
        ("sort:prio", "At character 6: sorted by opened, touched, priority, number"),
        ("stat:open", "At character 1: no filter stat: Did you mean state:?"),
        ("prio:>=high", "At character 1: no filter prio: Did you mean priority:?"),
        ("status:open", "At character 1: no filter status: Did you mean state:?"),
        ("assignee:bob", "At character 1: no filter assignee: Did you mean owner:?"),
        ("created:<7d", "At character 1: no filter created: Did you mean opened:?"),
        ("x owner=me", "At character 3: no filter owner= Did you mean owner:?"),
        ("pr*", "At character 1: pr* is too short"),
    ],
)
async def test_a_mistake_is_told_with_the_character_where_it_is(desk: Desk, query: str, said: str) -> None:
    assert (await refusal(found(desk, query))).startswith(said)


async def test_what_only_looks_like_a_filter_is_a_text(desk: Desk) -> None:
    number = await new(desk, title='db1:8080 says error: x=y, 19" rack, state:open')
    for query in ("db1:8080", "error: x=y", '19" rack', '"state:open" rack', "--rack", "rack - --"):
        assert await found(desk, query) == [number]


async def test_keys_may_be_typed_as_phones_do(desk: Desk) -> None:
    number = await new(desk)
    assert await found(desk, "State:Open “printer on”") == [number]


async def test_who_isnt_logged_in_has_nothing_that_is_theirs(desk: Desk) -> None:
    assert (await refusal(found(desk, "owner:me", stranger("guest42")))).startswith("You aren't logged in")


async def test_no_filter_shows_or_counts_what_is_private(desk: Desk) -> None:
    await new(desk)
    secret = await new(desk, in_private("alice"), "the secret", private=True)
    await assign(desk, in_private("ada"), secret, "charlie")
    queries = ["is:private", "-is:held", "state:open", "secret", "-printer", "reporter:alice", "sort:-priority"]
    for query in queries:
        assert secret not in await found(desk, query)
        assert secret not in await found(desk, query, in_private("dora"))
        for reader in ("alice", "bob", "ada", "charlie"):
            assert secret in await found(desk, query, in_private(reader))


ANYTHING = st.text(st.characters(), max_size=60)
PIECES = st.sampled_from(
    [
        "state:",
        "owner:",
        "open",
        "me",
        "priority:>=",
        "high",
        '"',
        "“",
        "-",
        " ",
        ",",
        "*",
        "sort:",
        "opened:",
        "7d",
        ":",
    ]
)


@given(st.one_of(ANYTHING, st.lists(st.one_of(PIECES, st.text(max_size=4)), max_size=12).map("".join)))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
async def test_any_text_is_answered_or_refused_and_never_the_databases_fault(desk: Desk, query: str) -> None:
    said = await answered(desk, query)
    known = re.match(r"At character ([0-9]+): |Search for what\? |A search has at most |^$", said)
    assert known is not None, said
    assert 1 <= int(known[1] or 1) <= len(query) + 1


async def answered(desk: Desk, query: str) -> str:
    """Why not; nothing where it was."""
    try:
        await found(desk, query)
    except Refused as refused:
        return str(refused)
    return ""


@dataclass(frozen=True, slots=True)
class Known:
    """A ticket, and its words, as the test knows them."""

    row: Ticket
    words: str
    role: str


Judge = Callable[[Known, datetime], bool]

BOB_ID = 2
TERMS: dict[str, Judge] = {
    "printer": lambda one, _: "printer" in one.words.split(),
    "fire": lambda one, _: "fire" in one.words.split(),
    "toner": lambda one, _: "toner" in one.words.split(),
    '"printer on"': lambda one, _: "printer on" in one.words,
    "state:open": lambda one, _: one.row.closed_at is None,
    "state:new,closed": lambda one, _: one.row.state in (1, 4),
    "owner:bob": lambda one, _: one.row.owner_id == BOB_ID,
    "owner:none": lambda one, _: one.row.owner_id is None,
    "role:net": lambda one, _: one.row.role_id == 2,
    "priority:>=high": lambda one, _: one.row.priority >= 3,
    "priority:low,urgent": lambda one, _: one.row.priority in (1, 4),
    "opened:<2d": lambda one, now: one.row.opened_at > now - timedelta(days=2),
    "touched:>1d": lambda one, now: one.row.changed_at < now - timedelta(days=1),
    "closed:<9d": lambda one, now: one.row.closed_at is not None and one.row.closed_at > now - timedelta(days=9),
    "is:free": lambda one, _: one.row.owner_id is None and one.row.closed_at is None,
    "is:private": lambda one, _: one.row.private,
    "has:description": lambda one, _: bool(one.row.description),
}
SORTS: dict[str, Callable[[Ticket], tuple[object, int]]] = {
    "": lambda one: ("", -one.id),
    "sort:number": lambda one: ("", one.id),
    "sort:priority": lambda one: (one.priority, -one.id),
    "sort:-priority": lambda one: (-one.priority, -one.id),
    "sort:touched": lambda one: (one.changed_at, -one.id),
}
READERS: dict[str, tuple[Caller, frozenset[str]]] = {
    "channel": (BOB, frozenset()),
    "reporter": (in_private("alice"), frozenset({"ops", "net"})),
    "member": (in_private("bob"), frozenset({"ops"})),
    "none": (in_private("charlie"), frozenset()),
    "admin": (in_private("ada"), frozenset({"ops", "net"})),
    "stranger": (stranger("guest42", in_private("guest42").audience), frozenset()),
}
"""Who reads, and the private tickets of which role they may."""


KNOWN: dict[str, list[Known]] = {}
"""By the id of the desk: it is furnished once for all the examples of a test."""


async def small_desk(desk: Desk, clock: FakeClock) -> list[Known]:
    """16 tickets of all sorts, over a week; they are alice's."""
    await add_role(desk, "net")
    made = [await one_of_all_sorts(desk, clock, each) for each in range(16)]
    return [Known(await ticket(desk, number), words, role) for number, words, role in made]


SECRET = (0, 5, 8, 10, 15)
"""Of two roles: free, taken and closed."""


async def one_of_all_sorts(desk: Desk, clock: FakeClock, each: int) -> tuple[int, str, str]:
    title = ("printer on fire", "fire on printer", "vpn down", "toner for printer on 3")[each % 4]
    role, private, described = "net" if each % 3 == 0 else "ops", each in SECRET, "toner" if each % 7 == 0 else ""
    number = await new(desk, in_private("alice"), title, description=described, role=role, private=private)
    if each % 4:
        await desk.change(shell(), editing.edit, number, Edit(priority=(1, 3, 4)[each % 4 - 1]))
    if each % 4 == 1 and role == "ops":
        await accept(desk, in_private("bob"), number)
    clock.advance(hours=11)
    if each % 6 != 2:
        return number, f"{title} {described}", role
    await close(desk, shell(), number, "the toner")
    return number, f"{title} {described} the toner", role


async def by_the_database_alone(act: Act) -> list[int]:
    return [one.id for one in await finding.find(act.tx, finding.Wanted(searching.reader_of(act)), limit=100)]


async def by_the_rules(act: Act) -> list[int]:
    rows = [one for number in range(16, 0, -1) if (one := await ticket_rows.get(act.tx, number)) is not None]
    return [one.ticket.id for one in [await view(act, row) for row in rows] if one.readable]


async def test_the_database_finds_what_the_rules_let_be_read_and_nothing_else(desk: Desk, clock: FakeClock) -> None:
    await small_desk(desk, clock)
    await assign(desk, in_private("ada"), 1, "charlie")
    guest = stranger("guest42", in_private("guest42").audience)
    await desk.change(shell(), roles.put, "net", RoleChange(open=False, next="ops"))
    own = await new(desk, guest, private=True)
    counts = set[int]()
    for caller in (*[reader for reader, _ in READERS.values()], guest):
        told = await desk.look(caller, by_the_rules)
        assert [one for one in await desk.look(caller, by_the_database_alone) if one < own] == told
        counts.add(len(told))
    assert len(counts) >= 4
    assert own in await desk.look(guest, by_the_database_alone)


QUERIES = st.lists(st.tuples(st.sampled_from(sorted(TERMS)), st.booleans()), min_size=1, max_size=4)


@given(QUERIES, st.sampled_from(sorted(SORTS)), st.sampled_from(sorted(READERS)))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
async def test_what_is_found_is_what_a_plain_reading_of_the_query_finds(
    desk: Desk, clock: FakeClock, terms: list[tuple[str, bool]], sort: str, reader: str
) -> None:
    if desk.id not in KNOWN:
        KNOWN[desk.id] = await small_desk(desk, clock)
    caller, roles = READERS[reader]
    text = " ".join([("-" if negated else "") + term for term, negated in terms] + [sort])
    fitting = [
        one.row
        for one in KNOWN[desk.id]
        if (not one.row.private or one.role in roles)
        and all(TERMS[term](one, clock.now()) is not negated for term, negated in terms)
    ]
    assert await found(desk, text, caller) == [one.id for one in sorted(fitting, key=SORTS[sort])]
