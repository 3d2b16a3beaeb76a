"""Words in private that are no command: they answer a question, or add to what they or another have just opened."""

from chatbot.commands.pages import to_person
from chatbot.commands.pasting import MOST_LINES, Taken
from chatbot.desk import asking, tickets
from chatbot.desk.act import Caller
from chatbot.desk.desk import Desk
from chatbot.desk.wording import TYPE
from chatbot.wire import Message, Reply


async def to_a_question(desk: Desk, message: Message) -> list[Reply] | None:
    """None where nothing was asked. Refused where several things were."""
    caller = Caller(message.principal, message.audience, "comment")
    if not await desk.look(caller, asking.is_waited_for):
        return None
    seen = await desk.change(caller, asking.answer, message.text)
    if seen is None:
        return None
    told = "its owner is told" if seen.ticket.owner_id else f"{seen.role.name} reads it"
    return to_person(message, (f"{seen.number}: added; {told}.",))


async def paste(desk: Desk, pasted: Taken, message: Message) -> list[Reply]:
    """One reply for the whole paste, and one where it is too long."""
    if pasted.full:
        more = f"More: {TYPE}comment {pasted.number} <text>"
        said = f"#{pasted.number}: {MOST_LINES} lines are the most that a paste adds. {more}"
    else:
        caller = Caller(message.principal, message.audience, "new")
        await desk.change(caller, tickets.describe, pasted.number, message.text)
        said = f"#{pasted.number}: added to its description, and so is what you paste right behind it."
    return [] if pasted.silent else to_person(message, (said,))
