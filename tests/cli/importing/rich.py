"""A desk in which everything happened that a desk knows, through its verbs: what goes out, and must come in again."""

from datetime import timedelta

from chatbot.desk import (
    billing,
    clients,
    editing,
    forgetting,
    habits,
    handing,
    leading,
    projects,
    quieting,
    quoting,
    relating,
    roles,
    saved,
    splitting,
    suspending,
    typesettings,
    uniting,
    weblinks,
)
from chatbot.desk.clients import ClientChange
from chatbot.desk.desk import Desk
from chatbot.desk.editing import Edit
from chatbot.desk.people import Person
from chatbot.desk.relating import WAYS
from chatbot.desk.roles import RoleChange
from chatbot.desk.typesettings import TypeChange
from store.database import Database
from tests.desk.doing import (
    ADA,
    ALICE,
    BOB,
    CHARLIE,
    accept,
    ask,
    assign,
    close,
    comment,
    decline,
    hold,
    later,
    new,
    redact,
    release,
    reopen,
    report,
    steal,
    undo,
    urgent,
    watch,
)
from tests.desk.kept import incident_over, open_kept, over, put_away
from tests.desk.test_working import log
from tests.people import FakeClock, add_member, add_role, in_private, pass_time, person, shell, stranger

ODD = "=1+1 \N{SNOWMAN} '; drop table ticket; -- \x03\x04red"
"""What somebody may write."""


async def rich_desk(database: Database, clock: FakeClock) -> Desk:
    desk = await open_kept(database, clock)
    await people_and_roles(desk)
    await clients_and_views(desk)
    await tickets_that_go_on(desk, clock)
    await tickets_that_belong_together(desk)
    await tickets_that_are_over(desk)
    await offers(desk, clock)
    await forgetting.forget(desk, shell(), Person("zaphod"), forgetting.REALLY)
    return desk


async def people_and_roles(desk: Desk) -> None:
    for name in ("dora", "zaphod"):
        await add_member(desk, name)
    await add_role(desk, "net", "bob", "dora", is_open=True)
    await add_role(desk, "gone", "bob")
    await desk.change(ADA, roles.put, "ops", RoleChange(next="net", after=timedelta(minutes=20), say="few"))
    await desk.change(ADA, roles.add, "ops", Person("dora"))
    await desk.change(ADA, leading.lead, "ops", Person("dora"), leads=True)
    await desk.change(CHARLIE, roles.join, "net")
    await desk.change(in_private("bob"), habits.put_zone, "Europe/Berlin")
    await desk.change(in_private("bob"), quieting.put_hours, 22 * 60, 8 * 60)
    await desk.change(CHARLIE, quoting.put, wanted=False)
    await desk.change(ADA, suspending.suspend, Person("charlie"), "away")
    await desk.change(ADA, suspending.restore, Person("charlie"))
    await desk.change(ADA, typesettings.put, "request", None, TypeChange(keep=timedelta(days=40)))


async def clients_and_views(desk: Desk) -> None:
    acme = ClientChange(rate="50", currency="USD", step="15m", per="ticket")
    await desk.change(ADA, clients.add, "acme", acme)
    await desk.change(ADA, clients.add, "Internal", ClientChange())
    await desk.change(ADA, projects.add, "acme", "Disaster Recovery", "62.50")
    await desk.change(ADA, clients.edit, "acme", ClientChange(person=Person("bob"), rate="70"))
    await desk.change(BOB, saved.save, None, "bobs", "owner:me state:open")
    await desk.change(ADA, saved.save, "ops", "late", "is:free touched:>2d")


async def tickets_that_go_on(desk: Desk, clock: FakeClock) -> None:
    taken, rests, asked = await new(desk), await new(desk, title=ODD, description=ODD), await new(desk)
    for number in (taken, rests, asked):
        await accept(desk, BOB, number)
    await comment(desk, BOB, taken, "toner ordered\x1b[31m\n= two lines")
    await desk.change(BOB, editing.edit, taken, Edit(client="acme", project="Disaster Recovery"))
    await log(desk, BOB, taken, 90, "looked at it")
    await log(desk, BOB, taken, -30, "less of it")
    await hold(desk, BOB, rests, clock.now() + timedelta(days=3))
    await ask(desk, BOB, asked)
    await watch(desk, CHARLIE, taken)
    await urgent(desk, ALICE, taken)
    await steal(desk, person("dora"), taken)
    await desk.change(in_private("ada"), billing.mark, "acme", "")
    await log(desk, BOB, taken, -15, "after the bill")
    hidden = await new(desk, in_private("alice"), title="canary", private=True)
    await comment(desk, in_private("bob"), hidden, "canary too")
    await new(desk, stranger("guest42"), title="from outside")
    await report(desk, CHARLIE, "disk-db1")
    await report(desk, CHARLIE, "disk-db1")
    await desk.change(BOB, weblinks.link, taken, "https://example.org/1")


async def tickets_that_belong_together(desk: Desk) -> None:
    one, two, three = [await new(desk, CHARLIE, f"printer {each}") for each in range(3)]
    await accept(desk, BOB, one)
    await comment(desk, CHARLIE, one, "it burns")
    await log(desk, BOB, one, 45, "before the merge")
    await log(desk, BOB, one, -15, "corrected")
    await watch(desk, ADA, one)
    await desk.change(BOB, uniting.merge, one, two)
    await desk.change(BOB, relating.link, three, WAYS["blocks"], two)
    await comment(desk, CHARLIE, three, "no toner either")
    await desk.change(BOB, splitting.split, three, 1, "no toner")
    await accept(desk, BOB, three)
    await release(desk, BOB, three, "not mine")
    await accept(desk, BOB, three)
    await undo(desk, BOB, three)


async def tickets_that_are_over(desk: Desk) -> None:
    archived, again, erased = await over(desk, text="done"), await over(desk, "again"), await incident_over(desk)
    await put_away(desk, archived, "archive")
    await put_away(desk, erased, "delete")
    await reopen(desk, ALICE, again, "it burns again")
    await redact(desk, ADA, await over(desk, "a password", text="s3cret"))
    await close(desk, ADA, await new(desk, person("zaphod"), "two heads"), "wontfix")


async def offers(desk: Desk, clock: FakeClock) -> None:
    """Some are open, one was declined, one is asked of a person, two are handed over together; one is over by now."""
    await new(desk, title="nobody takes it")
    await pass_time(desk, clock, timedelta(hours=2))
    first, second, third = [await new(desk, title=f"free {each}") for each in range(3)]
    await decline(desk, person("dora"), first, "no time")
    await later(desk, BOB, second, clock.now() + timedelta(minutes=10))
    await assign(desk, BOB, third, "charlie")
    both = [await new(desk, title="mine"), await new(desk, title="mine, too")]
    for number in both:
        await accept(desk, BOB, number)
    await desk.change(BOB, handing.hand_over, Person("dora"), both)
