"""What a desk is run with: the defaults at the end of every fall-back."""

from collections.abc import Mapping
from datetime import timedelta

from msgspec import Struct, field

from chatbot.desk.bounds import PACES, Bounds, Paces
from chatbot.desk.drafts import REQUEST, Draft
from chatbot.desk.strength import Least


class DeskSettings(Struct, frozen=True):
    lifetime: timedelta = timedelta(minutes=30)
    every: timedelta = timedelta(minutes=5)
    digest_every: timedelta = timedelta(hours=24)
    stay: timedelta = timedelta(days=14)
    """How long a ticket may stay in a state that says nothing of it, and from an offer in vain until the next."""
    forgotten: timedelta = timedelta(hours=8)
    """After which who started a timer is asked whether it still runs on purpose."""
    least: Least = field(default_factory=Least)
    default_role: str = "ops"
    name: str = "dibs"
    """What the names of its services begin with."""
    relays: frozenset[tuple[str, str]] = frozenset()
    """Accounts, as (network, folded), that are bridges: whoever speaks over one, it is nobody by itself."""
    networks: tuple[str, ...] = ()
    """The networks that this desk is on, for channels that are named at the shell."""
    passwords: frozenset[str] = frozenset()
    """Those of them that have no services: dibs keeps the accounts there."""
    quotes: frozenset[tuple[str, str]] = frozenset()
    """Channels, as (network, name in small letters), whose last lines may be taken into a ticket."""
    max_repeats: int = 3
    """Private repeats of one prompt: at 1, 2 and 4 times `every` (the seed's "few times")."""
    types: Mapping[str, Draft] = field(default_factory=lambda: {REQUEST.name: REQUEST})
    """The kinds of ticket that can be opened, as they are written down; each was analysed."""
    trackers: Mapping[str, str] = field(default_factory=dict[str, str])
    """Other systems that number things: by the name before the number, an address with `{number}` in it."""
    bounds: Bounds = field(default_factory=Bounds)
    paces: Paces = PACES
    rounds: int = 3
    """After so many a program that answers each line of ours is broken off."""
