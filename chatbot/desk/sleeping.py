"""Rights that sleep: who wasn't seen for 60 days may be somebody else by now, who registered an expired account."""

from chatbot.desk import leaving
from chatbot.desk.act import Act
from chatbot.desk.identity import AWAKE
from store import members
from store.records import Member

AT_ONCE = 50


async def put_to_sleep(act: Act) -> int:
    """All who weren't seen for so long; how many that were. Whoever is restored was seen just then."""
    found = await members.list_unseen(act.tx, act.now - AWAKE, limit=AT_ONCE)
    for member in found:
        await put_one_to_sleep(act, member)
    return len(found)


async def put_one_to_sleep(act: Act, member: Member) -> None:
    await members.put_suspended(act.tx, member.id, now=act.now, asleep=True)
    await act.journal("member_slept", person=member.id, person_name=member.name)
    await leaving.free_all(act, member, "")
