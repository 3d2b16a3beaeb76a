"""A ticket is opened by anyone, for a role, within bounds that each refusal names."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from chatbot.desk import roles, tickets
from chatbot.desk.desk import Desk
from chatbot.desk.entering import New
from chatbot.desk.roles import RoleChange
from chatbot.desk.settings import DeskSettings
from chatbot.desk.strength import Least
from chatbot.wire import Private
from store.database import Database
from tests.desk.doing import ALICE, BOB, accept, asked, close, dump, events, need_offer, new, offer, refusal, ticket
from tests.people import NETWORK, FakeClock, add_role, opened_desk, person, shell, stranger


async def test_a_new_ticket_is_offered_to_its_role(desk: Desk) -> None:
    number = await new(desk, role="ops")
    assert await asked(desk, number) == ["bob"]
    assert (await ticket(desk, number)).owner_id is None


async def test_who_opens_it_learns_how_many_are_asked_and_for_how_long(desk: Desk) -> None:
    opened = await desk.change(ALICE, tickets.open_ticket, New("printer on fire"))
    assert (opened.asked, opened.lifetime) == (1, 1800)


async def test_who_reported_it_is_not_asked_to_take_it(desk: Desk) -> None:
    opened = await desk.change(BOB, tickets.open_ticket, New("printer on fire"))
    assert (opened.asked, opened.members) == (0, 1)


async def test_in_a_roles_channel_it_is_for_that_role(desk: Desk) -> None:
    await add_role(desk, "net")
    await desk.change(shell(), roles.put, "net", RoleChange(channel="#Net", network=NETWORK))
    number = await new(desk, person("alice", channel="#net"))
    assert (await ticket(desk, number)).role_id == (await desk.look(shell(), roles.show, "net")).role.id


async def test_elsewhere_it_is_for_the_default_role(desk: Desk) -> None:
    await add_role(desk, "net")
    number = await new(desk)
    assert (await ticket(desk, number)).role_id == (await desk.look(shell(), roles.show, "ops")).role.id


async def test_without_a_default_role_the_only_one_is_meant_and_of_several_one_must_be_named(
    database: Database, clock: FakeClock
) -> None:
    desk = await opened_desk(database, clock)
    assert "role create ops" in await refusal(new(desk))
    await add_role(desk, "net")
    await new(desk)
    await add_role(desk, "web")
    assert "there are net, web" in await refusal(new(desk))


async def test_an_unknown_role_is_refused_with_the_near_one(desk: Desk) -> None:
    assert (await refusal(new(desk, role="opps"))).startswith("No role opps; there is ops.")


async def test_a_persons_name_as_a_role_points_to_assign(desk: Desk) -> None:
    assert "assign <ticket> bob" in await refusal(new(desk, role="bob"))


@pytest.mark.parametrize("title", ["", "   ", "\t", "\u3164", "\u2800 \u034f\ufe0f"])
async def test_a_ticket_needs_a_title(desk: Desk, title: str) -> None:
    assert "needs a title" in await refusal(new(desk, title=title))


async def test_a_title_may_have_200_characters_and_the_refusal_names_that(desk: Desk) -> None:
    await new(desk, title="ö" * 200)
    assert "200 characters, this one 201" in await refusal(new(desk, title="ö" * 201))


async def test_a_description_may_have_16_kb_and_the_refusal_names_that(desk: Desk) -> None:
    await new(desk, description="ö" * 8192)
    assert "16385 bytes long; 16384" in await refusal(new(desk, description="ö" * 8192 + "x"))


async def test_a_stranger_may_have_three_tickets_that_wait_to_be_taken(desk: Desk) -> None:
    guest = stranger("guest42")
    numbers = [await new(desk, guest) for _ in range(3)]
    assert "3 is the most for who isn't logged in" in await refusal(new(desk, guest))
    await accept(desk, BOB, numbers[0])
    await new(desk, guest)


async def test_another_stranger_has_a_bound_of_their_own(desk: Desk) -> None:
    for _ in range(3):
        await new(desk, stranger("guest42"))
    await new(desk, stranger("guest43"))


async def test_a_member_may_have_twenty_tickets_that_wait_to_be_taken(desk: Desk) -> None:
    numbers = [await new(desk) for _ in range(20)]
    assert "20 is the most" in await refusal(new(desk))
    await close(desk, ALICE, numbers[0])
    await new(desk)


async def test_a_desk_may_take_tickets_from_the_authenticated_alone(database: Database, clock: FakeClock) -> None:
    desk = await opened_desk(database, clock, DeskSettings(least=Least(open="identified")))
    await add_role(desk, "ops")
    assert "log in to NickServ" in await refusal(new(desk, stranger("guest42")))
    await new(desk, ALICE)


async def test_a_stranger_is_known_by_the_whole_mask(desk: Desk) -> None:
    guest = stranger("guest42", Private(NETWORK, "guest42"))
    number = await new(desk, guest)
    assert (await ticket(desk, number)).reporter_mask == "guest42!guest42@host.example"
    await close(desk, guest, number)
    other = replace(guest, principal=replace(guest.principal, mask="guest42!other@host.example"))
    second = await new(desk, guest)
    assert "only its owner, its reporter or ops may close it" in await refusal(close(desk, other, second))


async def test_a_ticket_number_never_comes_back(desk: Desk, database: Database, tmp_path: Path) -> None:
    first = await new(desk)
    await refusal(new(desk, title=""))
    assert await new(desk) == first + 1
    counters = {row["name"]: row["seq"] for row in dump(tmp_path / "dibs.sqlite")["sqlite_sequence"]}
    assert counters["ticket"] == first + 1


async def test_what_is_refused_changes_nothing_not_even_who_is_known(desk: Desk, tmp_path: Path) -> None:
    before = dump(tmp_path / "dibs.sqlite")
    await refusal(new(desk, person("newcomer"), title=""))
    assert dump(tmp_path / "dibs.sqlite") == before


async def test_the_offer_lives_as_long_as_the_role_says(desk: Desk, clock: FakeClock) -> None:
    await desk.change(shell(), roles.put, "ops", RoleChange(lifetime=timedelta(hours=2)))
    number = await new(desk)
    assert (await need_offer(desk, number)).expires_at == clock.now() + timedelta(hours=2)


async def test_a_refused_ticket_is_not_offered(desk: Desk) -> None:
    await refusal(new(desk, title=""))
    assert await events(desk, "ticket_opened", "prompt_opened") == []
    number = await new(desk)
    assert await offer(desk, number) is not None
