"""Codes that slip out where others read: whatever line holds one, it is void from then on."""

from chatbot.desk import claiming, linking
from chatbot.desk.desk import Desk
from chatbot.wire import Audience


def overheard(desk: Desk, audience: Audience, said: str) -> str:
    """What is to be said about it; empty where no code was in the line."""
    if claiming.overheard(desk, audience, said):
        return claiming.READ_ALOUD
    return linking.READ_ALOUD if linking.overheard(desk, audience, said) else ""
