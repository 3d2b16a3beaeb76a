"""`iam CODE`: how the first admin is made. The code lives outside the database, so it is taken around the change."""

from chatbot.desk import members
from chatbot.desk.act import Caller
from chatbot.desk.desk import Desk
from chatbot.desk.refused import Refused
from chatbot.wire import Channel
from store.records import Member


async def claim_admin(desk: Desk, caller: Caller, typed: str) -> Member:
    """The code is good once. One that is said in a channel is void at once, whoever says whatever code there."""
    if isinstance(caller.audience, Channel):
        desk.codes.burn(desk.clock.now())
        raise Refused(
            "That code was read by this channel, so it is void. The terminal shows a new one; say it in private."
        )
    taken = desk.codes.take(typed, desk.clock.now())
    if taken is None:
        raise Refused("That isn't the code in force. dibs prints it where it was started.")
    try:
        return await desk.change(caller, members.make_admin)
    except BaseException:
        desk.codes.give_back(taken)
        raise
