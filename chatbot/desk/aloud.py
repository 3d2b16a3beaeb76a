"""How much a role's channel reads unasked: a table from what happened to how talkative a role must be to say it."""

from typing import Literal, get_args

from store.records import Role

Say = Literal["few", "normal", "all"]
WORDS: tuple[Say, ...] = get_args(Say)
"""The least first."""

SAID_BY: dict[str, Say] = {
    "prompt_opened": "few",
    "ticket_timed_out": "few",
    "storm_grew": "few",
    "storm_over": "few",
}
"""What isn't here is said by `normal` and `all`, unless a notice itself says that only `all` does.

A role that says all has no storms either (desk/storms.py): only the pace of its channel bounds what it reads."""


def is_said(role: Role, kind: str, *, urgent: bool, chatty: bool) -> bool:
    """Whether the channel of that role reads of it. What can't wait is always said; what is `chatty`, by all alone."""
    least = "all" if chatty else SAID_BY.get(kind, "normal")
    return urgent or _level(least) <= _level(role.say)


def _level(word: str) -> int:
    return next((level for level, known in enumerate(WORDS) if known == word), WORDS.index("normal"))
