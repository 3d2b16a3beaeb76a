"""What a desk is run with: the defaults at the end of every fall-back, and the bounds (THREATS: one table)."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal

from chatbot.desk.durations import LONGEST


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one person may ask of the desk; each refusal names its bound."""

    title: int = 200
    """Characters."""
    text: int = 16_384
    """Bytes in UTF-8: a description, a comment, a reason."""
    name: int = 30
    """Characters in the name of a role or a member."""
    roles: int = 100
    stranger_free: int = 3
    """Tickets of one unverified reporter that nobody has accepted yet."""
    member_free: int = 20
    keyed_free: int = 600
    """The same for what a system reports by `key=`: a storm of alerts is one, and its lines are joined."""
    key: int = 64
    """Characters in such a key."""
    stranger_offers: int = 6
    """Offers to roles that one unverified reporter may cause in an hour, by `new` and `reopen`: all of them hear it."""
    member_offers: int = 600
    """The same for a member, by `release` too. Monitoring has its storms, so this only ends what never would."""
    questions: int = 5
    """To one person from one asker, within `ask_again`, that weren't answered by a yes."""
    handed_over: int = 20
    """Tickets in one question to take them over."""
    watchers: int = 200
    """Of one ticket: each of them is a line in private for all that happens to it."""
    search: int = 200
    """Characters."""
    search_terms: int = 20
    shortest_every: timedelta = timedelta(minutes=1)
    longest: timedelta = LONGEST
    longest_mute: timedelta = timedelta(days=7)
    """As long as the janitor keeps what waits for somebody."""
    ask_again: timedelta = timedelta(hours=24)
    """A person's no to an assignment bars the one who asked for so long, on that ticket."""
    for_others: int = 20
    """Tickets in 24 hours that one member may open for somebody else, who hears of each."""
    urgent: int = 2
    """Times in 24 hours that one member may call something urgent: everybody who is asked is woken by it."""
    rollback: timedelta = timedelta(days=7)
    """So far back all that somebody did can be taken back by an admin."""
    rollback_changes: int = 200
    undo: timedelta = timedelta(minutes=10)
    """For so long one's own last change can be taken back."""


@dataclass(frozen=True, slots=True)
class DeskSettings:
    lifetime: timedelta = timedelta(minutes=30)
    every: timedelta = timedelta(minutes=5)
    digest_every: timedelta = timedelta(hours=24)
    open_from: Literal["anyone", "authenticated"] = "anyone"
    default_role: str = "ops"
    networks: tuple[str, ...] = ()
    """The networks that this desk is on, for channels that are named at the shell."""
    max_repeats: int = 3
    """Private repeats of one prompt: at 1, 2 and 4 times `every` (the seed's "few times")."""
    bounds: Bounds = field(default_factory=Bounds)
