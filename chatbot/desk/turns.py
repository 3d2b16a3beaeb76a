"""How long a role has its turn: until its offer's lifetime is over, or, where another role follows, for so long or so
many prompts. A prompt is each time that its members are asked in private: at first, and at each repeat. After the last
that counts they have the time until another would come."""

from datetime import datetime, timedelta

from msgspec import Struct

from store.records import Prompt, Role

LIFETIME, AFTER, PROMPTS = "lifetime", "after", "prompts"
"""By what a turn ends."""

EARLY = frozenset({AFTER, PROMPTS})


class Turn(Struct, frozen=True):
    length: timedelta
    by: str


def turn(role: Role, *, lifetime: timedelta, every: timedelta) -> Turn:
    """As the role has it set, if somebody follows it."""
    found = [Turn(lifetime, LIFETIME)]
    if role.next_after is not None:
        found.append(Turn(timedelta(seconds=role.next_after), AFTER))
    if role.next_prompts is not None:
        found.append(Turn(every * 2 ** (role.next_prompts - 1), PROMPTS))
    return min(found, key=lambda one: one.length)


def turn_of(prompt: Prompt, role: Role) -> Turn:
    return turn(role, lifetime=timedelta(seconds=prompt.lifetime), every=timedelta(seconds=prompt.every))


def full_end(prompt: Prompt) -> datetime:
    """When its lifetime is over, unless people heard of it later."""
    return prompt.opened_at + timedelta(seconds=prompt.lifetime)


def half(prompt: Prompt) -> datetime:
    """When half of the turn is over."""
    whole = prompt.expires_at - prompt.opened_at if prompt.ends_by in EARLY else timedelta(seconds=prompt.lifetime)
    return prompt.opened_at + whole / 2
