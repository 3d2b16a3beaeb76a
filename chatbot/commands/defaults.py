"""What a door has to say where it has no channels, no code to guard, and nobody to alarm: the shell."""

from chatbot.wire import Channel, Message, Reply
from store.failures import StoreFailed


async def everywhere(_channel: Channel) -> bool:
    return True


def nothing_is_secret(_message: Message) -> str:
    return ""


async def nothing_is_asked(_message: Message) -> list[Reply] | None:
    return None


async def nothing_is_noted(_message: Message) -> list[Reply]:
    return []


async def nobody_is_told(_text: str, _error: StoreFailed) -> None:
    pass
