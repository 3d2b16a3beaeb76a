"""Words in private that are no command: they answer a question, or add to what another has typed for them."""

from chatbot.commands.pages import to_person
from chatbot.desk import asking
from chatbot.desk.act import Caller
from chatbot.desk.desk import Desk
from chatbot.wire import Message, Reply


async def to_a_question(desk: Desk, message: Message) -> list[Reply] | None:
    """None where nothing was asked. Refused where several things were."""
    caller = Caller(message.principal, message.audience)
    if not await desk.look(caller, asking.is_waited_for):
        return None
    seen = await desk.change(caller, asking.answer, message.text)
    if seen is None:
        return None
    told = "its owner is told" if seen.ticket.owner_id else f"{seen.role.name} reads it"
    return to_person(message, (f"{seen.number}: added; {told}.",))
