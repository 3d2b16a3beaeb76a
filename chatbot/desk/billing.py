"""Bills: what of a client's time is on none yet, and making a bill of it, after which none of that changes any more.

Who may see money sees them, in private; admins make them and take them back. Who may not read a private ticket sees
nothing of it here either: no line, and no bill that has one.
"""

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from chatbot.desk import access, checks
from chatbot.desk.act import Act
from chatbot.desk.clients import may_see_money, need_client
from chatbot.desk.habits import own_zone
from chatbot.desk.labels import quoted
from chatbot.desk.owed import Owed, Pricing, owed, rates_of, terms_of
from chatbot.desk.periods import EARLIEST, parse_period
from chatbot.desk.refused import NoRight, Refused
from chatbot.desk.statements import Statement, parts_of
from chatbot.desk.views import relations_to
from chatbot.desk.wall import Here
from chatbot.desk.wording import TYPE
from chatbot.wire import Channel
from store import bills
from store.records import Bill, BillLine, Client, Ticket, Worked


class Days(Struct, frozen=True):
    """From the day `first` to the day `last`, both in it; None: without an end on that side."""

    first: str | None = None
    last: str | None = None


ALWAYS = Days()
MOST_LISTED = 100
"""Bills, the newest ones."""


class Bills(Struct, frozen=True):
    found: Sequence[Bill]


async def look(act: Act, name: str, period: str) -> Statement:
    """What would be on the bill, for the period as it was typed; empty for all that isn't billed."""
    await need_money(act)
    client = await need_client(act, name)
    days = await _days(act, period)
    need_currency(client)
    statement, _ = await _gathered(act, client, days)
    return statement


async def mark(act: Act, name: str, period: str) -> Statement:
    """Make it a bill."""
    await need_money(act)
    checks.need_admin(act, "make bills")
    client = await need_client(act, name)
    days = await _days(act, period)
    need_currency(client)
    statement, found = await _gathered(act, client, days)
    if not statement.parts:
        raise Refused(await _nothing(act, client, statement))
    number = await bills.add(
        act.tx,
        client_id=client.id,
        client=client.name,
        currency=statement.currency,
        first_day=days.first,
        last_day=days.last,
        minutes=statement.charged,
        amount=statement.amount,
        member_id=act.member_id,
        now=act.now,
    )
    for line in statement.items:
        await bills.add_line(act.tx, number, line)
    await bills.mark(act.tx, number, found.entries)
    await act.journal(
        "bill_made",
        bill=number,
        client=client.id,
        minutes=statement.charged,
        amount=statement.amount,
        currency=statement.currency,
    )
    return replace(statement, bill=await _need_bill(act, number))


async def take_back(act: Act, number: int) -> Bill:
    """Only the newest of that client: what is on a later one was reckoned with what is on this one."""
    await need_money(act)
    checks.need_admin(act, "take bills back")
    bill = await _need_bill(act, number)
    if bill.undone_at is not None:
        raise Refused(f"Bill {number} was taken back already. Nothing changed.")
    newest = await bills.newest_in_force(act.tx, bill.client_id)
    if newest != number:
        raise Refused(f"Can't take back bill {number}, since {newest} came after it. First: {TYPE}bill undo {newest}")
    await bills.end(act.tx, number, now=act.now)
    await act.journal("bill_undone", bill=number, client=bill.client_id)
    return bill


async def show(act: Act, number: int) -> Statement:
    await need_money(act)
    bill = await _need_bill(act, number)
    lines = await bills.lines_of(act.tx, number)
    if not await _reads_all(act, lines):
        raise Refused(_no_bill(number))
    return Statement(bill.client, bill.currency, parts_of(lines), bill.first_day, bill.last_day, bill=bill, items=lines)


async def list_bills(act: Act, name: str | None) -> Bills:
    """The newest first."""
    await need_money(act)
    client = await need_client(act, name) if name is not None else None
    found = await bills.list_newest(act.tx, client.id if client else None, limit=MOST_LISTED)
    return Bills([one for one in found if act.admin or await _reads_all(act, await bills.lines_of(act.tx, one.id))])


async def unbilled(act: Act, name: str) -> Statement | None:
    """None where it may not be seen, or there is no money in it yet."""
    client = await need_client(act, name)
    if client.currency is None or not await may_see_money(act):
        return None
    statement, _ = await _gathered(act, client, ALWAYS)
    return statement


async def need_money(act: Act) -> None:
    if isinstance(act.caller.audience, Channel):
        raise Refused("Money is said in private alone. Say it to dibs there.")
    if not await may_see_money(act):
        raise NoRight("Only an admin, or who leads a role, sees bills. Ask one.", "admin")


def need_currency(client: Client) -> str:
    if client.currency is None:
        raise Refused(f"In which currency? First: {TYPE}client edit {quoted(client.name)} currency=EUR rate=50")
    return client.currency


async def _days(act: Act, period: str) -> Days:
    if not period:
        return ALWAYS
    try:
        found = parse_period(period, Here(act.now, await own_zone(act)))
    except ValueError as wrong:
        said = f"{wrong} Nothing is billed."
        raise Refused(said) from None
    return Days(None if found.first == EARLIEST else found.first.isoformat(), found.last.isoformat())


async def _gathered(act: Act, client: Client, days: Days) -> tuple[Statement, Owed]:
    """Of what may be read by who asks."""
    entries, titles = await _readable(act, await _need_few(act, client, days))
    numbers = list(titles)
    currency = need_currency(client)
    projects = {one.ticket_id: (one.project_id, one.name) for one in await bills.projects_of(act.tx, numbers)}
    pricing = Pricing(await rates_of(act.tx, client), terms_of(client, currency), projects)
    found = owed(entries, await bills.list_settled(act.tx, numbers), pricing)
    items = [replace(line, title=titles[line.ticket_id]) for line in found.lines]
    unrated = [one for one in found.unrated if one.minutes]
    statement = Statement(
        client.name,
        currency,
        parts_of(items),
        days.first,
        days.last,
        unrated=unrated,
        partial=not act.admin,
        items=items,
    )
    return statement, found


async def _need_few(act: Act, client: Client, days: Days) -> list[Worked]:
    most = act.settings.bounds.billed
    found = await bills.list_unbilled(act.tx, client.id, first_day=days.first, last_day=days.last, limit=most + 1)
    if len(found) > most:
        raise Refused(
            f"More than {most} entries of {client.name} aren't billed, and that is the most at once. For a shorter"
            f" time: {TYPE}bill {quoted(client.name)} ..{_early(found)}"
        )
    return found


def _early(found: Sequence[Worked]) -> str:
    """A day until which there are about half of them."""
    return sorted(one.day for one in found)[len(found) // 2]


async def _readable(act: Act, entries: Iterable[Worked]) -> tuple[list[Worked], dict[int, str]]:
    """And the titles of their tickets."""
    entries = list(entries)
    found = await bills.tickets_of(act.tx, sorted({one.ticket_id for one in entries}))
    titles = {one.id: one.title for one in found if await _reads(act, one)}
    return [one for one in entries if one.ticket_id in titles], titles


async def _reads(act: Act, ticket: Ticket) -> bool:
    return not ticket.private or access.visible(ticket, act.caller.audience, await relations_to(act, ticket))


async def _reads_all(act: Act, lines: Iterable[BillLine]) -> bool:
    found = await bills.tickets_of(act.tx, sorted({one.ticket_id for one in lines}))
    return all([await _reads(act, one) for one in found])


async def _need_bill(act: Act, number: int) -> Bill:
    found = await bills.get(act.tx, number) if number < 2**63 else None
    if found is None:
        raise Refused(_no_bill(number))
    return found


def _no_bill(number: int) -> str:
    return f"No bill {number}. Those that there are: {TYPE}bill list"


async def _nothing(act: Act, client: Client, statement: Statement) -> str:
    if statement.unrated:
        rate = f"{TYPE}client edit {quoted(client.name)} rate=50"
        return f"Nothing to bill: what was worked for {client.name} has no rate. First: {rate}"
    if await _is_any_left(act, client):
        other = f"There is of other days: {TYPE}bill {quoted(client.name)}"
        return f"Nothing to bill: no time of {client.name} is left in that period that isn't billed. {other}"
    return f"Nothing to bill: no time of {client.name} is left that isn't billed. {TYPE}bill list"


async def _is_any_left(act: Act, client: Client) -> bool:
    """Of whatever day."""
    return bool(await bills.list_unbilled(act.tx, client.id, first_day=None, last_day=None, limit=1))
