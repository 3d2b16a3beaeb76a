"""A desk that was taken back from a backup forgets again: who was forgotten since, and what was erased and redacted."""

from collections.abc import Sequence

from chatbot.desk import forgetting, keeping, tickets
from chatbot.desk.act import Act
from chatbot.desk.erasing import erase_lists
from store import erasing, gone, members, search
from store import tickets as rows
from store.gone import Gone, Text, Words


async def replay(act: Act, found: Gone) -> None:
    """All of it in one transaction, with an event that counts it. Numbers that were given since are not given again."""
    for member_id in found.members:
        member = await members.get(act.tx, member_id)
        if member is not None and member.forgotten_at is None:  # else it went with the one that it is linked to
            await forgetting.take_out(act, member)
    await _erase(act, found.tickets)
    for text in found.texts:
        await _take_out(act, text)
    for words in found.words:
        await erasing.put_ticket(act.tx, words.ticket_id, title=words.title, description=words.description)
    await _unsay(act, found.texts, found.words)
    for title in found.titles:
        await gone.put_billed_title(act.tx, title)
    await gone.put_newest(act.tx, "ticket", found.newest)
    await gone.put_newest(act.tx, "bill", found.newest_bill)
    await search.forget_the_erased(act.tx)
    await act.journal("desk_restored", members=len(found.members), tickets=len(found.tickets), entries=len(found.texts))


async def _erase(act: Act, numbers: Sequence[int]) -> None:
    """One that was still open in the backup ends here, too: what is open isn't erased."""
    for number in numbers:
        ticket = await rows.get(act.tx, number)
        assert ticket is not None, "it was found there"
        if ticket.closed_at is None:
            await tickets.end(act, ticket, "done", "")
        await keeping.erase_one(act, ticket)
    await keeping.erase_traces(act, numbers)


async def _take_out(act: Act, text: Text) -> None:
    await gone.take_out(act.tx, text)
    ticket = await rows.get(act.tx, text.ticket_id) if text.ticket_id else None
    if ticket is None or not text.there:
        return
    says = {"title": ticket.title, "description": ticket.description}
    new = {what: text.there.get(what, now) if now == text.here.get(what) else now for what, now in says.items()}
    if new != says:
        await erasing.put_ticket(act.tx, ticket.id, title=new["title"], description=new["description"])


async def _unsay(act: Act, texts: Sequence[Text], words: Sequence[Words]) -> None:
    """What was said of them, or is still to be said; and how they are found."""
    numbers = sorted({one.ticket_id for one in (*texts, *words) if one.ticket_id is not None})
    for number in numbers:
        await erasing.erase_notices(act.tx, number, instead=f"#{number} has news. show {number}")
        await search.put(act.tx, number)
    if numbers:
        await erase_lists(act, numbers)
