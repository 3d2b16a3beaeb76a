"""Taking a start or a stop back: what ran runs again since it began, as if it had never been ended."""

from chatbot.desk import forgotten, stopwatches, working
from chatbot.desk.act import Act
from chatbot.desk.refused import Refused
from chatbot.desk.undotable import undo_of
from chatbot.desk.wording import TYPE
from store import members, worked
from store import stopwatches as rows
from store.records import Event
from store.times import from_text


async def give_text_back(act: Act, of: Event) -> None:
    """What was said at the beginning, before what was said of the entry itself is erased."""
    if of.data.get("moved"):
        await stopwatches.move_text(act, of.id, int(of.data["started"]))


async def unlog(act: Act, of: Event) -> None:
    """The entry is none; where it came of a timer, that runs again, on the ticket where the entry was."""
    entry = await working.unlog(act, of)
    if of.data.get("started"):
        await _run_again(act, of, entry.ticket_id)


async def undrop(act: Act, of: Event) -> None:
    await _run_again(act, of, of.ticket_id or 0)


async def _run_again(act: Act, of: Event, number: int) -> None:
    """Not of whom an admin has taken all rights from since."""
    member = await members.get(act.tx, int(of.data["person"]))
    if member is None or member.suspended_at is not None:
        return
    other = await rows.get_of_member(act.tx, member.id)
    if other is not None:
        how = undo_of(of)
        instead = how.instead.replace("{n}", str(number))
        raise Refused(
            f"Can't undo {how.verb} {number}: the timer runs on #{other.ticket_id} since. Instead: {TYPE}{instead}"
        )
    await stopwatches.run(act, number, member.id, int(of.data["started"]), from_text(str(of.data["began"])))


async def unstart(act: Act, of: Event) -> int | None:
    """It doesn't run. The event by which another one was stopped for it, if that is to be taken back, too."""
    found = await rows.get_of_event(act.tx, of.id)
    if found is not None:
        await forgotten.put_away(act, found)
    stopped = of.data.get("stopped")
    return int(stopped) if found and stopped and await worked.get_of_event(act.tx, int(stopped)) else None
