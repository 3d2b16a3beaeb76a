"""Whatever is worked, corrected and billed in parts, in whatever order: nothing is paid twice, and nothing is lost."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from chatbot.desk import billing, clients
from chatbot.desk.charging import Rates, Terms
from chatbot.desk.clients import ClientChange
from chatbot.desk.desk import Desk
from chatbot.desk.owed import Owed, Pricing, owed
from chatbot.desk.people import Person
from chatbot.desk.statements import Statement
from chatbot.desk.working import remaining
from store.records import BillLine, Worked
from tests.chaos.scale import thrown
from tests.desk.doing import ADA, BOB
from tests.desk.test_billing import ADMIN, mark, take_back
from tests.desk.test_clients import acme, for_acme
from tests.desk.test_working import log
from tests.people import START

DAYS = ("2026-11-18", "2026-11-19", "2026-11-20")
TICKETS, MEMBERS = (1, 2), (1, 2, 3)


@dataclass
class Ledger:
    """What the store keeps of entries and bills, in memory."""

    pricing: Pricing
    rows: list[Worked] = field(default_factory=list[Worked])
    billed: set[int] = field(default_factory=set[int])
    bills: list[Sequence[BillLine]] = field(default_factory=list[Sequence[BillLine]])

    def log(self, ticket: int, member: int, minutes: int, day: str, corrects: int | None = None) -> None:
        number = len(self.rows) + 1
        self.rows.append(Worked(number, ticket, member, f"m{member}", minutes, day, corrects, number, START))

    def correct(self, choice: int, share: int) -> None:
        """Some of what is left of some entry."""
        left = {number: minutes for number, minutes in remaining(self.rows).items() if minutes}
        if left:
            of = self.rows[sorted(left)[choice % len(left)] - 1]
            self.log(of.ticket_id, of.member_id, -(1 + share % left[of.id]), of.day, of.id)

    def bill(self, last: str) -> None:
        unbilled = [one for one in self.rows if one.id not in self.billed and one.day <= last]
        found = owed(unbilled, self.settled({one.ticket_id for one in unbilled}), self.pricing)
        assert self.billed.isdisjoint(found.entries)
        self.billed.update(found.entries)
        self.bills.append(found.lines)

    def settled(self, tickets: set[int]) -> list[BillLine]:
        sums: dict[int, BillLine] = {}
        for line in (line for lines in self.bills for line in lines if line.ticket_id in tickets):
            was = sums.get(line.entry_id)
            sums[line.entry_id] = line if was is None else _both(was, line)
        return list(sums.values())

    def at_once(self) -> Owed:
        return owed(self.rows, [], self.pricing)


def _both(one: BillLine, other: BillLine) -> BillLine:
    return replace(
        one,
        minutes=one.minutes + other.minutes,
        charged=one.charged + other.charged,
        amount=one.amount + other.amount,
    )


PRICING = st.builds(
    Pricing,
    st.builds(
        Rates,
        st.sampled_from(["50", "33.33"]),
        st.fixed_dictionaries({}, optional={7: st.just("61.5")}),
        st.fixed_dictionaries({}, optional={(2, None): st.just("80"), (3, 7): st.just("0")}),
    ),
    st.builds(
        Terms,
        st.sampled_from(["USD", "JPY"]),
        st.sampled_from([1, 6, 15, 30]),
        st.sampled_from(["entry", "ticket"]),
        st.sampled_from([0, 20]),
    ),
    st.just({2: (7, "Disaster Recovery")}),
)
LOG = st.tuples(
    st.just("log"), st.sampled_from(TICKETS), st.sampled_from(MEMBERS), st.integers(1, 90), st.sampled_from(DAYS)
)
CORRECT = st.tuples(st.just("correct"), st.integers(0, 99), st.integers(0, 99))
BILL = st.tuples(st.just("bill"), st.sampled_from(DAYS))


@given(pricing=PRICING, steps=st.lists(st.one_of(LOG, LOG, CORRECT, BILL), max_size=25))
def test_bills_in_parts_come_to_what_one_bill_in_the_end_would(
    pricing: Pricing, steps: list[tuple[str | int, ...]]
) -> None:
    ledger = Ledger(pricing)
    for verb, *args in steps:
        getattr(ledger, str(verb))(*args)
    ledger.bill(DAYS[-1])
    whole = ledger.at_once()
    parts = [line for lines in ledger.bills for line in lines]
    for what in ("minutes", "charged", "amount"):
        assert sum(getattr(one, what) for one in parts) == sum(getattr(one, what) for one in whole.lines), what
    assert ledger.billed == {one.id for one in ledger.rows}


async def test_on_a_desk_no_bill_ever_changes_and_all_of_them_come_to_one(desk: Desk) -> None:
    """The bills are taken back in the end, and made anew as one."""
    dice = thrown()
    await acme(desk)
    change = ClientChange(step="15m", per="ticket", minimum=timedelta(minutes=20))
    await desk.change(ADA, clients.edit, "acme", change)
    await desk.change(ADA, clients.edit, "acme", ClientChange(rate="80", person=Person("ada")))
    numbers = [await for_acme(desk), await for_acme(desk, "Disaster Recovery")]
    bills = dict[int, Statement]()
    for _ in range(8):
        for _ in range(4):
            await log(desk, dice.choice([ADA, BOB]), dice.choice(numbers), dice.randint(10, 60), on=dice.choice(DAYS))
        await log(desk, BOB, numbers[0], 10, on=DAYS[0])
        await log(desk, BOB, numbers[0], -dice.randint(1, 9))
        made = await mark(desk, period=f"..{dice.choice(DAYS)}")
        bills[made] = await desk.look(ADMIN, billing.show, made)
    if (await desk.look(ADMIN, billing.look, "acme", "")).items:
        made = await mark(desk)
        bills[made] = await desk.look(ADMIN, billing.show, made)
    for number, as_made in bills.items():
        assert await desk.look(ADMIN, billing.show, number) == as_made
    for number in sorted(bills, reverse=True):
        await take_back(desk, number)
    whole = await desk.look(ADMIN, billing.show, await mark(desk))
    for what in ("minutes", "charged", "amount"):
        assert sum(getattr(one, what) for one in bills.values()) == getattr(whole, what), what
