"""Whom work is done for: who keeps clients, who reads rates and sums, and what a ticket says of it."""

from datetime import timedelta

import pytest

from chatbot.desk import clients, editing, opening, projects, reading, roles, spent, tickets
from chatbot.desk.act import Caller
from chatbot.desk.clients import ClientChange
from chatbot.desk.desk import Desk
from chatbot.desk.editing import Edit
from chatbot.desk.entering import New
from chatbot.desk.leading import lead
from chatbot.desk.people import Person
from tests.desk.doing import ADA, ALICE, BOB, CHARLIE, accept, events, new, refusal, undo
from tests.desk.test_working import log
from tests.people import in_private, shell, stranger

ADMIN = in_private("ada")


async def acme(desk: Desk) -> None:
    change = ClientChange(rate="50", currency="USD")
    await desk.change(ADA, clients.add, "acme", change)
    await desk.change(ADA, projects.add, "acme", "Disaster Recovery", "")


async def for_acme(desk: Desk, project: str | None = None) -> int:
    wanted = New("printer on fire", client="acme", project=project)
    return (await desk.change(BOB, tickets.open_ticket, wanted)).seen.ticket.id


async def whose(desk: Desk, number: int) -> tuple[str | None, str | None]:
    found = (await desk.look(BOB, reading.show, number)).spent
    return found.client, found.project


async def cost(desk: Desk, who: Caller, number: int) -> str | None:
    return (await desk.look(who, spent.sheet, number)).spent.cost


async def test_six_minutes_at_fifty_dollars_an_hour_cost_five_dollars(desk: Desk) -> None:
    await acme(desk)
    number = await for_acme(desk, "disaster recovery")
    await log(desk, BOB, number, 3)
    await log(desk, BOB, number, 3)
    found = (await desk.look(ADMIN, reading.show, number)).spent
    assert (found.client, found.project, found.minutes, found.cost) == ("acme", "Disaster Recovery", 6, "$5.00")


async def test_admins_and_leads_read_money_in_private_and_nobody_else_anywhere(desk: Desk) -> None:
    await acme(desk)
    number = await for_acme(desk)
    await log(desk, BOB, number, 6)
    for who in (ADA, BOB, in_private("bob"), ALICE, in_private("alice"), CHARLIE, stranger("ada")):
        assert await cost(desk, who, number) is None, who
        assert (await desk.look(who, reading.show, number)).spent.cost is None
    assert await cost(desk, ADMIN, number) == await cost(desk, shell(), number) == "$5.00"
    await desk.change(ADA, lead, "ops", Person("bob"), leads=True)
    assert (await cost(desk, in_private("bob"), number), await cost(desk, BOB, number)) == ("$5.00", None)


async def test_who_led_a_role_that_is_gone_reads_money_no_more(desk: Desk) -> None:
    await acme(desk)
    number = await for_acme(desk)
    await log(desk, BOB, number, 6)
    await desk.change(ADA, roles.create, "web", roles.RoleChange())
    await desk.change(ADA, roles.add, "web", Person("bob"))
    await desk.change(ADA, lead, "web", Person("bob"), leads=True)
    assert await cost(desk, in_private("bob"), number) == "$5.00"
    await desk.change(ADA, roles.delete, "web")
    assert await cost(desk, in_private("bob"), number) is None


async def test_rates_are_shown_to_nobody_else_either(desk: Desk) -> None:
    await acme(desk)
    await desk.change(ADA, clients.edit, "acme", ClientChange(rate="80", person=Person("bob")))
    await desk.change(ADA, clients.edit, "acme", ClientChange(rate="60", project="Disaster Recovery"))
    for who in (ADA, BOB, in_private("bob"), in_private("charlie")):
        view = await desk.look(who, clients.show, "acme")
        assert (view.client.rate, [one.rate for one in view.projects], view.members) == (None, [None], ()), who
    view = await desk.look(ADMIN, clients.show, "acme")
    assert (view.client.rate, [one.rate for one in view.projects]) == ("50", ["60"])
    assert [(one.name, one.rate) for one in view.members] == [("bob", "80")]


async def test_the_most_particular_rate_is_the_one_that_counts(desk: Desk) -> None:
    await acme(desk)
    number, other = await for_acme(desk, "Disaster Recovery"), await new(desk)
    await desk.change(BOB, editing.edit, other, Edit(client="acme"))
    for each in (number, other):
        await log(desk, BOB, each, 60)
    await desk.change(ADA, projects.edit, "acme", "Disaster Recovery", new_name=None, rate="60")
    assert [await cost(desk, ADMIN, each) for each in (number, other)] == ["$60.00", "$50.00"]
    await desk.change(ADA, clients.edit, "acme", ClientChange(rate="70", person=Person("bob")))
    assert [await cost(desk, ADMIN, each) for each in (number, other)] == ["$70.00", "$70.00"]
    change = ClientChange(rate="80", person=Person("bob"), project="Disaster Recovery")
    await desk.change(ADA, clients.edit, "acme", change)
    assert [await cost(desk, ADMIN, each) for each in (number, other)] == ["$80.00", "$70.00"]
    await desk.change(ADA, clients.edit, "acme", ClientChange(rate="", person=Person("bob")))
    assert [await cost(desk, ADMIN, each) for each in (number, other)] == ["$80.00", "$50.00"]


async def test_time_is_rounded_as_the_client_has_it(desk: Desk) -> None:
    await acme(desk)
    number = await for_acme(desk)
    await log(desk, BOB, number, 5)
    await log(desk, BOB, number, 6)
    for change, expected in (
        (ClientChange(step="15m"), "$25.00"),
        (ClientChange(per="ticket"), "$12.50"),
        (ClientChange(step="exact", minimum=timedelta(minutes=30)), "$25.00"),
    ):
        await desk.change(ADA, clients.edit, "acme", change)
        assert await cost(desk, ADMIN, number) == expected


@pytest.mark.parametrize("who", [BOB, CHARLIE, stranger("ada")])
async def test_only_an_admin_keeps_clients(desk: Desk, who: Caller) -> None:
    await acme(desk)
    await refusal(desk.change(who, clients.add, "initech", ClientChange()))
    await refusal(desk.change(who, clients.edit, "acme", ClientChange(rate="1")))
    await refusal(desk.change(who, projects.add, "acme", "x", ""))
    await refusal(desk.change(who, projects.edit, "acme", "Disaster Recovery", new_name="x", rate=None))
    view = await desk.look(ADMIN, clients.show, "acme")
    assert (view.client.rate, [one.name for one in view.projects]) == ("50", ["Disaster Recovery"])


async def test_strangers_neither_read_nor_name_clients(desk: Desk) -> None:
    await acme(desk)
    guest = stranger("guest")
    await refusal(desk.look(guest, clients.list_clients))
    await refusal(desk.look(guest, clients.show, "acme"))
    said = await refusal(desk.change(guest, tickets.open_ticket, New("x", client="acme")))
    assert "log in" in said
    assert said == await refusal(desk.change(guest, tickets.open_ticket, New("x", client="nobody")))


async def test_a_ticket_is_put_to_another_client_and_undo_puts_it_back(desk: Desk) -> None:
    await acme(desk)
    await desk.change(ADA, clients.add, "initech", ClientChange())
    number = await for_acme(desk, "Disaster Recovery")
    done = await desk.change(BOB, editing.edit, number, Edit(title="vpn down", client="initech"))
    assert (done.what, await whose(desk, number)) == ("title, client, project", ("initech", None))
    await undo(desk, BOB)
    assert await whose(desk, number) == ("acme", "Disaster Recovery")
    await desk.change(BOB, editing.edit, number, Edit(client="none"))
    assert await whose(desk, number) == (None, None)
    await undo(desk, BOB, number)
    assert await whose(desk, number) == ("acme", "Disaster Recovery")


async def test_undo_of_something_else_leaves_a_tickets_client_alone(desk: Desk) -> None:
    await acme(desk)
    number = await new(desk)
    await desk.change(BOB, editing.edit, number, Edit(client="acme"))
    await accept(desk, BOB, number)
    await undo(desk, BOB)
    assert await whose(desk, number) == ("acme", None)


async def test_undo_of_its_opening_leaves_it_its_clients(desk: Desk) -> None:
    await acme(desk)
    number = await for_acme(desk)
    await undo(desk, BOB)
    assert await whose(desk, number) == ("acme", None)


async def test_the_same_words_for_another_client_are_another_ticket(desk: Desk) -> None:
    await acme(desk)
    await desk.change(ADA, clients.add, "initech", ClientChange())
    for client in ("acme", "acme", "initech"):
        await desk.change(BOB, opening.open_once, New("printer on fire", client=client))
    assert len(await events(desk, "ticket_opened")) == 2


async def test_nothing_behind_client_or_project_takes_them_off_as_none_does(desk: Desk) -> None:
    await acme(desk)
    number = await for_acme(desk, "Disaster Recovery")
    await desk.change(BOB, editing.edit, number, Edit(project=""))
    assert await whose(desk, number) == ("acme", None)
    await desk.change(BOB, editing.edit, number, Edit(client=""))
    assert await whose(desk, number) == (None, None)
    opened = await desk.change(BOB, opening.open_once, New("vpn down", client=""))
    assert await whose(desk, opened.seen.ticket.id) == (None, None)


async def test_a_rate_needs_a_currency(desk: Desk) -> None:
    said = await refusal(desk.change(ADA, clients.add, "acme", ClientChange(rate="50")))
    assert said == "In which currency? client add acme rate=50 currency=EUR"
    assert (await desk.look(ADMIN, clients.list_clients)) == []


async def test_no_name_of_a_client_is_in_the_journal(desk: Desk) -> None:
    await acme(desk)
    await desk.change(ADA, clients.edit, "acme", ClientChange(name="initech"))
    told = [event for event in await events(desk) if event.kind.startswith(("client_", "project_"))]
    assert len(told) == 4
    assert not [event for event in told if "acme" in str((event.data, event.texts))]
    assert not [event for event in told if "Disaster" in str((event.data, event.texts))]


@pytest.mark.parametrize("name", ['a"b', "a=b", "@acme", "none", "", "x" * 41, "a\x02b"])
async def test_a_name_that_could_not_be_typed_is_refused(desk: Desk, name: str) -> None:
    await refusal(desk.change(ADA, clients.add, name, ClientChange()))
    await desk.change(ADA, clients.add, "acme", ClientChange())
    await refusal(desk.change(ADA, projects.add, "acme", name, ""))


async def test_two_clients_are_never_called_the_same(desk: Desk) -> None:
    await acme(desk)
    await desk.change(ADA, clients.add, "initech", ClientChange())
    assert "already" in await refusal(desk.change(ADA, clients.add, "ACME", ClientChange()))
    assert "already" in await refusal(desk.change(ADA, clients.edit, "initech", ClientChange(name="Acme")))
    assert "already" in await refusal(desk.change(ADA, projects.add, "acme", "disaster recovery", ""))


async def test_who_is_in_no_role_may_still_list_clients_without_rates(desk: Desk) -> None:
    await acme(desk)
    found = await desk.look(in_private("charlie"), clients.list_clients)
    assert [(one.client.name, one.client.rate) for one in found] == [("acme", None)]
    assert await desk.look(BOB, roles.list_roles)
