"""`dibs say` into a running house: the one door that is open while IRC is down."""

from chatbot.cli.saying import answer
from tests.house import House


async def say(house: House, *commands: str, as_: str | None = None) -> list[str]:
    """What it answers."""
    replies = [reply for command in commands for reply in await answer(house.desk, house.app.config, command, as_)]
    return [line for reply in replies for line in reply.lines]
