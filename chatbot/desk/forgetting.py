"""Somebody wants to be forgotten: afterwards no byte of the file names them. The journal keeps numbers and times."""

from msgspec import Struct

from chatbot.desk import checks, keeping, leaving, people, saved, underway
from chatbot.desk.act import Act, Caller
from chatbot.desk.desk import Desk
from chatbot.desk.people import Person
from chatbot.desk.refused import Refused
from chatbot.desk.wording import TYPE
from store import arrivals, forgetting, ignored, links, members, search
from store.records import Member

REALLY = "really"


class Forgotten(Struct, frozen=True):
    """`freed`: tickets that were theirs. `left`: open ones that they reported, whose words stay."""

    freed: list[int]
    left: list[int]


async def forget(desk: Desk, caller: Caller, person: Person, confirmed: str) -> Forgotten:
    done = await desk.change(caller, erase, person, confirmed)
    await keeping.scrub_now(desk)
    return done


async def erase(act: Act, person: Person, confirmed: str) -> Forgotten:
    checks.need_admin(act, "forget members")
    target = await people.need_member(act, person)
    await _need_not_last(act, target)
    if confirmed != REALLY:
        raise Refused(
            f"Not undone by anything: {target.name}'s words, names and addresses go. {TYPE}member forget"
            f" {target.name} {REALLY}"
        )
    return await take_out(act, target)


async def take_out(act: Act, target: Member) -> Forgotten:
    """Whoever wants it."""
    await underway.need_none(act, "forget them")
    await underway.drop_staged(act)
    await members.put_suspended(act.tx, target.id, now=act.now)  # so that they aren't asked about what they leave
    freed = await leaving.free_all(act, target, "")
    others = await links.list_of(act.tx, target.id)
    records = [target.id, *[one.id for one in others]]
    touched = {one.id: one for each in records for one in await forgetting.list_touched(act.tx, each)}
    for name in (target.name, *[one.name for one in others]):
        await ignored.unname(act.tx, name)
        await saved.drop_naming(act, name)
    for each in records:
        await forgetting.put_forgotten(act.tx, each, now=act.now)  # first: it is what lets the journal change
    for each in records:
        await arrivals.unname(act.tx, each)
        await _erase_record(act, each)
    for number in touched:
        await search.put(act.tx, number)
    await keeping.owe_scrubbing(act)
    await act.journal("member_forgotten", person=target.id)
    left = [one.id for one in touched.values() if one.reporter_id == target.id and one.closed_at is None]
    return Forgotten(freed, sorted(left))


async def _erase_record(act: Act, member_id: int) -> None:
    """Of somebody with several accounts there are several: what was done before they were linked names the others."""
    await forgetting.erase_words(act.tx, member_id)
    await forgetting.erase_lines(act.tx, member_id)
    await forgetting.unname_events(act.tx, member_id)
    await forgetting.unname_tickets(act.tx, member_id)
    await forgetting.unname_bills(act.tx, member_id)
    await forgetting.drop_addresses(act.tx, member_id)


async def _need_not_last(act: Act, target: Member) -> None:
    if target.id == act.member_id:
        raise Refused("You would forget yourself. Another admin can do it, or whoever runs dibs.")
    admins = await members.list_admins(act.tx)
    if [admin.id for admin in admins] == [target.id]:
        raise Refused(f"The last admin: {target.name}. First another one: dibs member add <name> --admin")
