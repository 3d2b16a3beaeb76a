"""People, roles, timers, cursors and the journal: names folded, and each thing done once."""

from datetime import timedelta
from sqlite3 import IntegrityError

import pytest

from store import cursors, desks, journal, members, roles, timers, workflows
from store.database import Database
from tests.store.seeds import LATER, NOW, House, add_event, add_member, add_role, furnish


@pytest.fixture
async def house(database: Database) -> House:
    return await furnish(database)


async def test_names_of_members_and_roles_are_one_in_any_spelling(database: Database, house: House) -> None:
    assert await database.read(members.get_by_name, "BOB") == house.bob
    assert await database.read(roles.get_by_name, "OPS") == house.ops
    with pytest.raises(IntegrityError):
        await add_member(database, "Bob")
    with pytest.raises(IntegrityError):
        await add_role(database, "Ops")


async def test_a_deleted_role_gives_its_name_free_and_keeps_its_row(database: Database, house: House) -> None:
    assert await database.write(roles.mark_deleted, house.ops.id, now=LATER) == 1
    assert await database.write(roles.mark_deleted, house.ops.id, now=LATER) == 0
    assert (await add_role(database, "ops")).id != house.ops.id
    kept = await database.read(roles.get, house.ops.id)
    assert kept is not None
    assert kept.deleted_at == LATER


async def test_a_channel_finds_its_roles_in_any_spelling_on_its_network_alone(database: Database, house: House) -> None:
    await database.write(roles.put_channel, house.ops.id, network="net", channel="#Ops")
    (found,) = await database.read(roles.list_by_channel, network="net", channel="#oPS")
    assert (found.id, found.channel) == (house.ops.id, "#Ops")
    assert await database.read(roles.list_by_channel, network="other", channel="#ops") == []


async def test_joining_counts_once_and_an_admins_word_confirms(database: Database, house: House) -> None:
    put = [
        await database.write(roles.add_member, house.ops.id, house.charlie.id, confirmed=confirmed, now=NOW)
        for confirmed in (False, False, True, True, False)
    ]
    assert put == [1, 0, 1, 0, 0]
    membership = await database.read(roles.get_membership, house.ops.id, house.charlie.id)
    assert membership is not None
    assert membership.confirmed


async def test_an_address_belongs_to_one_member(database: Database, house: House) -> None:
    async def add_address(member_id: int, network: str) -> None:
        address = {"kind": "account", "network": network, "value": "bob", "shown": "Bob"}
        await database.write(members.add_identity, member_id=member_id, now=NOW, **address)

    await add_address(house.bob.id, "net")
    await add_address(house.charlie.id, "other")
    with pytest.raises(IntegrityError):
        await add_address(house.charlie.id, "net")
    assert await database.read(members.get_by_identity, kind="account", network="net", value="bob") == house.bob
    assert await database.read(members.get_by_identity, kind="believed", network="net", value="bob") is None


async def test_a_timer_is_taken_once_and_not_after_it_was_moved(database: Database) -> None:
    await database.write(timers.put, "digest", 1, due_at=NOW)
    (timer,) = await database.read(timers.list_due, NOW, limit=9)
    await database.write(timers.put, "digest", 1, due_at=LATER)
    assert await database.write(timers.take, timer) == 0
    (moved,) = await database.read(timers.list_due, LATER, limit=9)
    assert [await database.write(timers.take, moved) for _ in range(2)] == [1, 0]


async def test_due_timers_come_in_order_and_not_too_early(database: Database) -> None:
    for subject, wait in ((1, 2), (2, 1), (3, 3)):
        await database.write(timers.put, "digest", subject, due_at=NOW + timedelta(milliseconds=wait))
    found = await database.read(timers.list_due, NOW + timedelta(milliseconds=2), limit=9)
    assert [timer.subject_id for timer in found] == [2, 1]
    following = await database.read(timers.next_one)
    assert following is not None
    assert following.subject_id == 2


async def test_a_cursor_moves_only_from_where_it_was_thought_to_be(database: Database) -> None:
    await database.write(cursors.add, "announce", 5)
    await database.write(cursors.add, "announce", 1)
    await database.write(cursors.mark_failed, "announce", at_event=5, retry_at=LATER)
    assert await database.read(cursors.get, "announce") == cursors.Cursor("announce", 5, 1, LATER)
    assert await database.write(cursors.move, "announce", was=4, to=6) == 0
    assert await database.write(cursors.move, "announce", was=5, to=6) == 1
    assert await database.read(cursors.get, "announce") == cursors.Cursor("announce", 6, 0, None)
    assert [await database.read(cursors.count_behind, event) for event in (6, 7)] == [0, 1]


async def test_the_journal_is_read_on_from_an_event_in_order(database: Database, house: House) -> None:
    first, second, third = [await add_event(database, kind) for kind in ("a", "b", "c")]
    found = await database.read(journal.list_after, first, limit=9)
    assert [event.id for event in found] == [second, third]
    assert await database.read(journal.last_id) == third
    assert [event.texts for event in found] == [{}, {}]


async def test_a_desk_has_one_id(database: Database) -> None:
    assert await database.read(desks.get) is None
    await database.write(desks.add, desk_id="d", now=NOW)
    desk = await database.read(desks.get)
    assert desk is not None
    assert desk.id == "d"


async def test_the_built_in_type_goes_from_new_over_accepted_to_closed(database: Database) -> None:
    edges = await database.read(workflows.list_edges, "request")
    normal = {edge.state: edge.next for edge in edges if edge.position == 0}
    assert normal == {1: 2, 2: 4, 3: 2, 4: 1}
    states = await database.read(workflows.list_states, "request")
    assert [state.name for state in states] == ["new", "accepted", "on hold", "closed"]
