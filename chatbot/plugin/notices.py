"""What a plugin says, and to whom."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from chatbot.desk.wording import LINE, around
from chatbot.plugin.facts import Event


@dataclass(frozen=True, slots=True)
class Role:
    """The channel of a role; nothing is said if it has none."""

    name: str


@dataclass(frozen=True, slots=True)
class Asked:
    """Everybody who may still answer the offer of this event, in private; or the one person whom it was made to.

    `unless_spoke`: leaves out who spoke in the role's channel in the last 10 minutes: they read the channel's line.
    """

    unless_spoke: bool = False


@dataclass(frozen=True, slots=True)
class OthersAsked:
    """Those who were asked about this ticket in private and don't sit in a channel where `Announced` is said."""


@dataclass(frozen=True, slots=True)
class Announced:
    """The channels in which this ticket was announced, without the one where this event was done."""


@dataclass(frozen=True, slots=True)
class Reporter:
    """Who opened the ticket, in private. Over a bridge: in the channel where they did, and only of what they must know
    (chatbot/services/overbridge.py)."""


@dataclass(frozen=True, slots=True)
class Person:
    """One member, by id, in private."""

    id: int


@dataclass(frozen=True, slots=True)
class Admins:
    """Every admin, in private."""


@dataclass(frozen=True, slots=True)
class Watchers:
    """Those who watch the ticket and may read it, in private; without its reporter and its owner, who are told anyway,
    as are those whom the event itself names.

    Of one that is merged into another: of both, with those who have or reported the other, and nobody twice.
    `unless_heard`: leaves out who sits in a channel where `Announced` is said, or was asked and is told by it.
    """

    unless_heard: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """All who heard of the change that this event takes back, be it in a channel or in private."""


Target = Role | Asked | OthersAsked | Announced | Reporter | Person | Admins | Watchers | Told


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to say. Nobody is told what they did themselves.

    `holds`: what must still be true when it is said: `""` nothing, `"offer"` that this event's offer is still open,
    `"free"` that nobody has the ticket, `"closed"` that it is closed, `"newest"` that this plugin has nothing newer of
    that sort for the same target, `"running"` that a timer of this person runs on the ticket.
    What has become outdated is dropped and journalled, not said.
    `joined` and `brief`: notices of one `joined` word for one person that are due together are said in one line,
    `<joined>: <brief>, <brief>`; and at least 5 minutes lie between two such lines. `at_once`: the first of them
    doesn't wait for others, and half a minute lies between two such lines: for what one person says to another.
    `crowd`: the `joined` word that it gets only where too much is said at once; it needs a `brief`, too.
    `chatty`: a channel reads it only where its role says all (chatbot/desk/aloud.py).
    """

    to: Target
    text: str
    holds: str = ""
    joined: str = ""
    brief: str = ""
    at_once: bool = False
    crowd: str = ""
    chatty: bool = False
    urgent: bool = False


Handler = Callable[..., Iterable[Notice]]
"""`(event)` or `(event, settings)` to notices; a generator, mostly."""
H = TypeVar("H", bound=Handler)

MARK = "_dibs_on"


def on(*kinds: str) -> Callable[[H], H]:
    """Mark a function as wanting these kinds of event. It does nothing else: the app collects the marked ones."""

    def mark(function: H) -> H:
        setattr(function, MARK, kinds)
        return function

    return mark


def line(before: str, title: str, after: str = "") -> str:
    """`before` + `: title` + `after` in one line of at most 140 characters; only the title is cut.

    Behind a mere number there is no colon: `#7 printer on fire`. Without a title: `before` + ` (private)` + `after`.
    """
    between = ": " if " " in before else " "
    return around(before + between, title, after, LINE) if title else f"{before} (private){after}"


def about(event: Event, after: str) -> str:
    """`#12 printer on fire` + `after`; only the title is cut. `#12 (private)` + `after` where it may not be said."""
    return line(f"#{event.ticket_id}", event.title, after)


def merged(event: Event) -> str:
    """`merged into #34`; without its number where that one is private, and this one isn't."""
    return "closed as a duplicate" if event.data.get("hidden") else f"merged into #{event.data.get('other')}"
