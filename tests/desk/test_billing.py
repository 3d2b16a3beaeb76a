"""Bills: what is on one, that nothing is billed twice, and that no bill ever changes."""

import asyncio

import pytest

from chatbot.desk import (
    billing,
    clients,
    editing,
    forgetting,
    keeping,
    projects,
    redacting,
    spent,
    splitting,
    tickets,
    uniting,
)
from chatbot.desk.act import Caller
from chatbot.desk.clients import ClientChange
from chatbot.desk.desk import Desk
from chatbot.desk.editing import Edit
from chatbot.desk.entering import New
from chatbot.desk.leading import lead
from chatbot.desk.people import Person
from chatbot.desk.statements import Line, Statement
from store.database import open_database
from store.records import Bill
from tests.desk.doing import ADA, ALICE, BOB, CHARLIE, close, events, refusal, ticket, undo
from tests.desk.test_clients import ADMIN, acme, for_acme
from tests.desk.test_working import log
from tests.people import FakeClock, add_role, in_private, opened_desk, shell, stranger

LEAD = in_private("bob")


async def owed(desk: Desk, who: Caller = ADMIN, period: str = "") -> Statement:
    return await desk.look(who, billing.look, "acme", period)


async def mark(desk: Desk, who: Caller = ADMIN, period: str = "") -> int:
    """The number of the bill."""
    bill = (await desk.change(who, billing.mark, "acme", period)).bill
    assert bill is not None, "it was made"
    return bill.id


async def billed(desk: Desk, number: int, who: Caller = ADMIN) -> Statement:
    return await desk.look(who, billing.show, number)


async def take_back(desk: Desk, number: int, who: Caller = ADMIN) -> Bill:
    return await desk.change(who, billing.take_back, number)


def lines(found: Statement) -> list[tuple[str | None, int, str, int, int, int]]:
    return [
        (part.project, one.ticket, one.person, one.minutes, one.charged, one.amount)
        for part in found.parts
        for one in part.lines
    ]


async def worked(desk: Desk, *minutes: int) -> int:
    """The number of a ticket of acme with so many minutes of bob."""
    number = await for_acme(desk)
    for one in minutes:
        await log(desk, BOB, number, one)
    return number


async def test_six_minutes_at_fifty_dollars_an_hour_are_billed_at_five_dollars(desk: Desk) -> None:
    await acme(desk)
    number = await for_acme(desk, "Disaster Recovery")
    await log(desk, BOB, number, 3)
    await log(desk, BOB, number, 3)
    bill = await mark(desk)
    found = await billed(desk, bill)
    assert (found.client, found.currency, found.charged, found.amount) == ("acme", "USD", 6, 500)
    line = Line("Disaster Recovery", number, "printer on fire", "bob", "50", "2026-11-20", "2026-11-20", 6, 6, 500)
    assert [list(part.lines) for part in found.parts] == [[line]]


async def test_lines_are_by_project_ticket_and_person_and_add_up(desk: Desk) -> None:
    await acme(desk)
    one, other = await for_acme(desk, "Disaster Recovery"), await for_acme(desk)
    for who, number, minutes in ((BOB, one, 30), (ADA, one, 15), (BOB, one, 6), (BOB, other, 60)):
        await log(desk, who, number, minutes)
    await desk.change(ADA, clients.edit, "acme", ClientChange(rate="80", person=Person("ada")))
    found = await owed(desk)
    assert lines(found) == [
        ("Disaster Recovery", one, "ada", 15, 15, 2000),
        ("Disaster Recovery", one, "bob", 36, 36, 3000),
        (None, other, "bob", 60, 60, 5000),
    ]
    assert [(part.project, part.charged, part.amount) for part in found.parts] == [
        ("Disaster Recovery", 51, 5000),
        (None, 60, 5000),
    ]
    assert (found.charged, found.amount) == (111, 10_000)


@pytest.mark.parametrize(("per", "charged", "amount"), [("entry", 30, 2500), ("ticket", 15, 1250)])
async def test_time_is_rounded_by_entry_or_by_ticket(desk: Desk, per: str, charged: int, amount: int) -> None:
    await acme(desk)
    await worked(desk, 5, 6)
    await desk.change(ADA, clients.edit, "acme", ClientChange(step="15m", per=per))
    found = await owed(desk)
    assert (found.minutes, found.charged, found.amount) == (11, charged, amount)


async def test_what_is_billed_is_billed_once(desk: Desk) -> None:
    await acme(desk)
    number = await worked(desk, 60)
    assert await mark(desk) == 1
    assert (await owed(desk)).parts == []
    assert "Nothing to bill" in await refusal(mark(desk))
    await log(desk, BOB, number, 30)
    assert await mark(desk) == 2
    assert lines(await billed(desk, 2)) == [(None, number, "bob", 30, 30, 2500)]


async def test_a_period_takes_the_days_in_it_and_leaves_the_others(desk: Desk) -> None:
    await acme(desk)
    number = await for_acme(desk)
    for day, minutes in (("2026-10-01", 6), ("2026-10-31", 12), ("2026-11-01", 24)):
        await log(desk, BOB, number, minutes, on=day)
    await mark(desk, period="2026-10")
    found = await billed(desk, 1)
    assert (found.first, found.last, found.minutes) == ("2026-10-01", "2026-10-31", 18)
    assert (await owed(desk)).minutes == 24
    assert (await owed(desk, period="..2026-10-31")).parts == []
    assert "Which period?" in await refusal(owed(desk, period="some time"))


async def test_a_correction_comes_on_the_next_bill_as_a_difference_whatever_its_period(desk: Desk) -> None:
    await acme(desk)
    number = await for_acme(desk)
    await log(desk, BOB, number, 60, on="2026-10-05")
    await mark(desk, period="2026-10")
    await log(desk, BOB, number, -15, "lunch")
    await log(desk, BOB, number, 30)
    await mark(desk, period="2026-11")
    assert lines(await billed(desk, 2)) == [(None, number, "bob", 15, 15, 1250)]
    assert (await billed(desk, 1)).amount == 5000


async def test_a_bill_may_be_below_zero(desk: Desk) -> None:
    await acme(desk)
    number = await worked(desk, 60)
    await mark(desk)
    await log(desk, BOB, number, -60)
    await mark(desk)
    assert (await billed(desk, 2)).amount == -5000


async def test_a_correction_is_credited_at_the_rate_and_rounding_of_its_bill(desk: Desk) -> None:
    await acme(desk)
    await desk.change(ADA, clients.edit, "acme", ClientChange(step="30m", per="ticket"))
    number = await worked(desk, 50)
    await mark(desk)
    await desk.change(ADA, clients.edit, "acme", ClientChange(rate="90", step="exact", per="entry"))
    await log(desk, BOB, number, -30)
    await log(desk, BOB, number, 10)
    assert lines(await owed(desk)) == [
        (None, number, "bob", -30, -30, -2500),
        (None, number, "bob", 10, 10, 1500),
    ]


async def test_time_without_a_rate_is_said_and_not_billed(desk: Desk) -> None:
    await desk.change(ADA, clients.add, "acme", ClientChange(currency="USD"))
    number = await worked(desk, 60)
    await log(desk, ADA, number, 30)
    assert "has no rate" in await refusal(mark(desk))
    await desk.change(ADA, clients.edit, "acme", ClientChange(rate="50", person=Person("ada")))
    found = await owed(desk)
    assert [(one.ticket_id, one.person, one.minutes) for one in found.unrated] == [(number, "bob", 60)]
    assert lines(found) == [(None, number, "ada", 30, 30, 2500)]
    await mark(desk)
    await desk.change(ADA, clients.edit, "acme", ClientChange(rate="50"))
    assert lines(await owed(desk)) == [(None, number, "bob", 60, 60, 5000)]


async def test_later_rates_names_and_titles_change_no_bill(desk: Desk) -> None:
    await acme(desk)
    number = await for_acme(desk, "Disaster Recovery")
    await log(desk, BOB, number, 60)
    await mark(desk)
    before = await billed(desk, 1)
    change = ClientChange(name="initech", rate="90", step="30m")
    await desk.change(ADA, clients.edit, "acme", change)
    await desk.change(ADA, projects.edit, "initech", "Disaster Recovery", new_name="Peace", rate="1")
    await desk.change(BOB, editing.edit, number, Edit(title="vpn down"))
    await desk.change(BOB, editing.edit, number, Edit(project="none"))
    assert await billed(desk, 1) == before


async def test_what_a_ticket_costs_is_what_was_billed_and_what_will_be(desk: Desk) -> None:
    await acme(desk)
    number = await worked(desk, 60)
    await mark(desk)
    await desk.change(ADA, clients.edit, "acme", ClientChange(rate="90"))
    await log(desk, BOB, number, 60)
    assert (await desk.look(ADMIN, spent.sheet, number)).spent.cost == "$140.00"


async def test_what_is_billed_is_not_undone(desk: Desk) -> None:
    await acme(desk)
    number = await worked(desk, 60)
    await log(desk, BOB, number, -15)
    await mark(desk)
    assert "on bill 1" in await refusal(undo(desk, BOB))
    await take_back(desk, 1)
    await undo(desk, BOB)
    assert (await owed(desk)).minutes == 60


async def test_a_fresh_correction_of_what_is_billed_is_undone_as_any_other(desk: Desk) -> None:
    await acme(desk)
    number = await worked(desk, 60)
    await mark(desk)
    await log(desk, BOB, number, -15)
    await undo(desk, BOB)
    assert (await owed(desk)).parts == []


async def test_a_ticket_with_billed_time_stays_its_clients(desk: Desk) -> None:
    await acme(desk)
    await desk.change(ADA, clients.add, "initech", ClientChange())
    number = (await desk.change(BOB, tickets.open_ticket, New("x"))).seen.ticket.id
    await desk.change(BOB, editing.edit, number, Edit(client="acme"))
    await log(desk, ADA, number, 60)
    await mark(desk)
    for other in ("initech", "none"):
        assert "on bill 1" in await refusal(desk.change(BOB, editing.edit, number, Edit(client=other)))
    assert "on bill 1" in await refusal(undo(desk, BOB, number))
    await desk.change(BOB, editing.edit, number, Edit(project="Disaster Recovery"))
    await take_back(desk, 1)
    await desk.change(BOB, editing.edit, number, Edit(client="initech"))


async def test_billed_time_does_not_go_along_with_a_merge(desk: Desk) -> None:
    await acme(desk)
    number, other = await worked(desk, 60), await worked(desk, 30)
    await mark(desk)
    assert "on bill 1" in await refusal(desk.change(BOB, uniting.merge, number, other))
    new = await worked(desk, 15)
    await desk.change(BOB, uniting.merge, new, other)
    assert lines(await owed(desk)) == [(None, other, "bob", 15, 15, 1250)]


async def test_a_merge_whose_time_was_billed_since_is_not_taken_back(desk: Desk) -> None:
    await acme(desk)
    number, other = await worked(desk, 60), await worked(desk, 30)
    await desk.change(BOB, uniting.merge, number, other)
    await mark(desk)
    assert "on bill 1 since" in await refusal(undo(desk, BOB, number))
    await take_back(desk, 1)
    await undo(desk, BOB, number)
    assert [one[1] for one in lines(await owed(desk))] == [number, other]


async def test_a_split_leaves_billed_time_where_it_is(desk: Desk) -> None:
    await acme(desk)
    number = await worked(desk, 60)
    await desk.change(BOB, tickets.comment, number, "no toner either")
    await mark(desk)
    before = await billed(desk, 1)
    await desk.change(BOB, splitting.split, number, 1, "no toner")
    await undo(desk, BOB, number)
    assert await billed(desk, 1) == before
    assert (await owed(desk)).parts == []


async def test_what_is_redacted_is_redacted_on_bills_too(desk: Desk) -> None:
    await acme(desk)
    number = await worked(desk, 60)
    await mark(desk)
    await desk.change(in_private("ada"), redacting.erase, number, 1)
    found = await billed(desk, 1)
    assert ([one.title for part in found.parts for one in part.lines], found.amount) == (["(redacted)"], 5000)


async def test_who_is_forgotten_is_on_no_bill_and_the_sums_stay(desk: Desk) -> None:
    await acme(desk)
    number = (await desk.change(ALICE, tickets.open_ticket, New("printer of alice", client="acme"))).seen.ticket.id
    await log(desk, BOB, number, 60)
    await close(desk, ADA, number)
    await mark(desk)
    for name in ("alice", "bob"):
        await desk.change(in_private("ada"), forgetting.erase, Person(name), "really")
    found = await billed(desk, 1)
    line = found.parts[0].lines[0]
    assert (line.title, line.person, line.amount, found.amount) == ("(erased)", "somebody", 5000, 5000)


async def test_erasing_an_old_ticket_leaves_times_and_sums_on_bills_and_what_is_to_bill(desk: Desk) -> None:
    await acme(desk)
    number = await worked(desk, 60)
    await mark(desk)
    await log(desk, BOB, number, 30)
    await close(desk, BOB, number)
    await desk.change(shell(), keeping.erase_one, await ticket(desk, number))
    found = await billed(desk, 1)
    assert (found.parts[0].lines[0].title, found.amount) == ("(erased)", 5000)
    assert (await owed(desk)).amount == 2500


async def test_a_bill_is_taken_back_by_undo_and_by_its_number(desk: Desk) -> None:
    await acme(desk)
    await worked(desk, 60)
    await mark(desk)
    await undo(desk, ADMIN)
    assert (await owed(desk)).amount == 5000
    assert await mark(desk) == 2
    await take_back(desk, 2)
    assert "already" in await refusal(take_back(desk, 2))
    assert [
        (one.id, one.undone_at is not None) for one in (await desk.look(ADMIN, billing.list_bills, None)).found
    ] == [
        (2, True),
        (1, True),
    ]
    assert [event.data["bill"] for event in await events(desk, "bill_undone")] == [1, 2]


async def test_undo_is_for_what_is_fresh_and_a_bill_is_taken_back_later_by_its_number(
    desk: Desk, clock: FakeClock
) -> None:
    await acme(desk)
    await worked(desk, 60)
    await mark(desk)
    clock.advance(minutes=11)
    assert "bill undo 1" in await refusal(undo(desk, ADMIN))
    clock.advance(days=3)
    await take_back(desk, 1)


async def test_only_the_newest_bill_of_a_client_is_taken_back(desk: Desk) -> None:
    await acme(desk)
    number = await worked(desk, 60)
    await mark(desk)
    await log(desk, BOB, number, -15)
    await mark(desk)
    assert "2 came after it" in await refusal(take_back(desk, 1))
    await take_back(desk, 2)
    await take_back(desk, 1)
    assert (await owed(desk)).amount == 3750


async def test_of_two_who_mark_at_once_one_makes_the_bill(desk: Desk, clock: FakeClock) -> None:
    await acme(desk)
    await worked(desk, 60)
    async with await open_database(desk.database.file) as database:
        other = await opened_desk(database, clock)
        done = await asyncio.gather(*[mark(one) for one in (desk, other, desk, other)], return_exceptions=True)
    assert sorted(map(str, done)) == [
        "1",
        *["Nothing to bill: no time of acme is left that isn't billed. bill list"] * 3,
    ]
    assert [one.id for one in (await desk.look(ADMIN, billing.list_bills, None)).found] == [1]


async def test_where_a_period_has_nothing_to_bill_it_is_said_that_other_days_have(desk: Desk) -> None:
    await acme(desk)
    await worked(desk, 60)
    nothing = "Nothing to bill: no time of acme is left"
    said = f"{nothing} in that period that isn't billed. There is of other days: bill acme"
    assert await refusal(mark(desk, period="2026-10")) == said
    await mark(desk)
    assert (await refusal(mark(desk, period="2026-10"))).startswith(f"{nothing} that isn't billed.")


@pytest.mark.parametrize("who", [ADA, BOB, in_private("charlie"), CHARLIE, stranger("ada")])
async def test_nobody_else_sees_what_is_or_was_to_bill(desk: Desk, who: Caller) -> None:
    await acme(desk)
    await worked(desk, 60)
    await mark(desk)
    for verb in (owed(desk, who), billed(desk, 1, who), desk.look(who, billing.list_bills, None)):
        await refusal(verb)
    assert await desk.look(who, billing.unbilled, "acme") is None


async def test_a_lead_sees_bills_and_makes_none(desk: Desk) -> None:
    await acme(desk)
    await worked(desk, 60)
    await desk.change(ADA, lead, "ops", Person("bob"), leads=True)
    assert (await owed(desk, LEAD)).amount == 5000
    assert "Only an admin" in await refusal(mark(desk, LEAD))
    await mark(desk)
    assert (await billed(desk, 1, LEAD)).amount == 5000
    assert "Only an admin" in await refusal(take_back(desk, 1, LEAD))


async def test_a_private_ticket_is_on_no_bill_of_who_may_not_read_it(desk: Desk) -> None:
    await acme(desk)
    await worked(desk, 60)
    await add_role(desk, "hr", "charlie")
    await desk.change(ADA, lead, "ops", Person("bob"), leads=True)
    new = New("salaries", role="hr", private=True, client="acme")
    number = (await desk.change(in_private("ada"), tickets.open_ticket, new)).seen.ticket.id
    await log(desk, in_private("charlie"), number, 60)
    found = await owed(desk, LEAD)
    assert (found.amount, found.partial, number in {one[1] for one in lines(found)}) == (5000, True, False)
    assert (await desk.look(LEAD, billing.unbilled, "acme") or found).amount == 5000
    await mark(desk)
    assert (await billed(desk, 1)).amount == 10_000
    assert "No bill 1." in await refusal(billed(desk, 1, LEAD))
    assert (await desk.look(LEAD, billing.list_bills, None)).found == []


async def test_a_client_with_bills_keeps_its_currency(desk: Desk) -> None:
    await acme(desk)
    await worked(desk, 60)
    await mark(desk)
    assert "in USD" in await refusal(desk.change(ADA, clients.edit, "acme", ClientChange(currency="EUR")))
    await desk.change(ADA, clients.edit, "acme", ClientChange(currency="usd"))
    await take_back(desk, 1)
    await desk.change(ADA, clients.edit, "acme", ClientChange(currency="EUR"))


async def test_a_client_without_a_currency_is_not_billed(desk: Desk) -> None:
    await desk.change(ADA, clients.add, "acme", ClientChange())
    assert (await refusal(owed(desk))).startswith("In which currency?")
    assert await desk.look(ADMIN, billing.unbilled, "acme") is None


async def test_the_journal_tells_of_a_bill_without_a_name(desk: Desk) -> None:
    await acme(desk)
    await worked(desk, 60)
    await mark(desk)
    (made,) = await events(desk, "bill_made")
    assert made.data == {"bill": 1, "client": 1, "minutes": 60, "amount": 5000, "currency": "USD"}
