"""Taking one's own last change back: a new event, after which all is as it was before."""

from datetime import datetime, timedelta

from chatbot.desk import billing, patience, proof
from chatbot.desk.act import Act
from chatbot.desk.durations import ago, format_duration
from chatbot.desk.refused import Refused
from chatbot.desk.standing import UNDONE
from chatbot.desk.takingback import Undone, take_back
from chatbot.desk.undotable import UNDO, instead_of, named, undo_of
from chatbot.desk.views import need_may_know, need_ticket, view
from chatbot.desk.wording import TYPE
from store import undoing
from store.records import Bill, Event

TAKES_TWO = frozenset({"ticket_merged", "ticket_split"})

LOOKS_BACK = timedelta(hours=24)
"""To say of an older change that it is too old."""

LOOKS_THROUGH = 5_000
"""Events, the newest ones, for those of a shell: far more than there are in the time that one has to take them back."""

LOSES = frozenset({"assignment_declined", "ticket_declined", "ticket_released", "ticket_moved"})
"""By these, who made them may have lost the right to know of a private ticket; taking them back restores it."""


async def undo(act: Act, number: int | None) -> Undone | Bill:
    """One's own last change, or the last one of that ticket; a bill where it was that."""
    of = await _own_last(act, number)
    if of.kind == "bill_made":
        return await _bill_back(act, of)
    _need_undoable(act, of)
    seen = await view(act, await need_ticket(act, of.ticket_id or 0))
    proof.need_reach_again(act, undo_of(of).verb, seen.relations)
    if of.kind not in LOSES:
        need_may_know(seen)
    if undo_of(of).ended:
        await patience.need_few_anew(act, seen.ticket.id)
    return await take_back(act, seen, of)


async def _bill_back(act: Act, of: Event) -> Bill:
    made = int(of.data["bill"])
    if act.now - of.at > act.settings.bounds.undo:
        raise Refused(f"Can't undo bill {made}: that was {ago(of.at, act.now)}. Instead: {TYPE}bill undo {made}")
    return await billing.take_back(act, made)


async def _own_last(act: Act, number: int | None) -> Event:
    found = await _own(act, since=act.now - LOOKS_BACK)
    mine = [event for event in found if event.kind in UNDO or event.kind == UNDONE]
    mine = [event for event in mine if number is None or _is_about(event, number)]
    if not mine:
        within = format_duration(act.settings.bounds.undo)
        which = f"#{number}: nothing" if number else "Nothing"
        raise Refused(f"{which} of yours to undo: only what you changed within the last {within} can be.")
    return mine[-1]


async def _own(act: Act, *, since: datetime) -> list[Event]:
    """Oldest first. At a shell without a member one is an admin, whose tickets the others' are as well."""
    who = act.principal
    if act.member is not None:
        return await undoing.list_of_member(act.tx, act.member.id, since=since)
    if who.method == "shell":
        network = who.network or None
        return await undoing.list_at_shell(act.tx, network=network, actor=act.name, since=since, most=LOOKS_THROUGH)
    return await undoing.list_of_stranger(act.tx, network=who.network, mask=who.mask, since=since)


def _is_about(event: Event, number: int) -> bool:
    """What takes two tickets is taken back from either."""
    return event.ticket_id == number or (event.kind in TAKES_TWO and event.data.get("other") == number)


def _need_undoable(act: Act, of: Event) -> None:
    when = ago(of.at, act.now)
    if of.kind == UNDONE:
        what = f"{of.data['verb']} {of.ticket_id}"
        raise Refused(
            f"Undone already, {when}: {what}. Another ticket's: {TYPE}undo <ticket>. How it stands: {TYPE}show"
            f" {of.ticket_id}"
        )
    how = undo_of(of)
    what, instead = named(how, of), instead_of(how, of)
    if how.how == "no":
        raise Refused(f"Can't undo {what}: that isn't taken back by itself. {instead}")
    if act.now - of.at > act.settings.bounds.undo:
        most = format_duration(act.settings.bounds.undo)
        raise Refused(f"Can't undo {what}: that was {when}, and {most} is the most. {instead}")
