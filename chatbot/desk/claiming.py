"""`iam CODE`: how the first admin is made. The code lives outside the database, so it is taken around the change."""

from chatbot.desk import members
from chatbot.desk.act import Caller
from chatbot.desk.desk import Desk
from chatbot.desk.refused import NoRight, Refused
from chatbot.wire import Audience, Channel
from store.records import Member

READ_ALOUD = "That code was read by this channel, so it is void. The terminal shows a new one; say it in private."


async def claim_admin(desk: Desk, caller: Caller, typed: str) -> Member:
    """The code is good once, and only where nobody else reads it."""
    if overheard(desk, caller.audience, typed):
        raise Refused(READ_ALOUD)
    if isinstance(caller.audience, Channel):
        raise Refused("That isn't the code in force, and here others would read it. Say it in private.")
    taken = desk.codes.take(typed, desk.clock.now())
    if taken is None:
        refused = NoRight("That isn't the code in force. dibs prints it where it was started.", "code")
        await desk.note(caller, refused)
        raise refused
    try:
        return await desk.change(caller, members.make_admin)
    except BaseException:
        desk.codes.give_back(taken)
        raise


def overheard(desk: Desk, audience: Audience, said: str) -> bool:
    """Whether that was the code in force, said in a channel: as a command, mistyped, or by the way. It is void then."""
    return isinstance(audience, Channel) and desk.codes.burn(said, desk.clock.now())
