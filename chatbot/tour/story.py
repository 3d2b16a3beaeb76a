"""The story that the tour plays: who says what, when time passes, and what must then be heard."""

from datetime import timedelta

from msgspec import Struct

CHANNEL = "#desk"

ALERTS = 6
LAST = ALERTS + 2
"""Of the storm: its tickets begin with #3."""


class Say(Struct, frozen=True):
    """`where`: the channel, or `p` for what dibs alone reads. `hear`: how lines begin that must follow, as printed."""

    who: str
    where: str
    texts: tuple[str, ...]
    hear: tuple[str, ...]


class Later(Struct, frozen=True):
    by: timedelta
    hear: tuple[str, ...] = ()


class Act(Struct, frozen=True):
    title: str
    steps: tuple[Say | Later, ...]


def channel(who: str, text: str, *hear: str) -> Say:
    return Say(who, CHANNEL, (text,), hear)


def private(who: str, text: str, *hear: str) -> Say:
    return Say(who, "p", (text,), hear)


def later(*hear: str, minutes: int = 0, seconds: int = 0) -> Later:
    return Later(timedelta(minutes=minutes, seconds=seconds), hear)


STORY = (
    Act(
        "Two people hold a role",
        (
            private("bob", "role join ops", "bob p< You are in ops."),
            private("dave", "role join ops", "dave p< You are in ops."),
        ),
    ),
    Act(
        "A ticket is opened with one line, and the role is asked",
        (
            channel(
                "alice",
                "!new printer on fire -- 3rd floor",
                "#desk< #1 opened",
                "#desk< #1 new for ops",
                "bob p< #1 for ops",
                "dave p< #1 for ops",
            ),
        ),
    ),
    Act(
        "It is asked again",
        (later("bob p< #1 still free, 25m left", "dave p< #1 still free, 25m left", minutes=5, seconds=30),),
    ),
    Act(
        "Somebody calls dibs, and one is too late",
        (
            private("bob", "dibs", "bob p< #1 is yours", "#desk< #1 taken by bob", "alice p< #1 printer on fire: bob"),
            later(seconds=4),
            channel("dave", "dibs 1", "#desk< #1 went to bob 4s ago"),
        ),
    ),
    Act(
        "What happens is written down",
        (
            private("bob", "re 1 toner ordered", "bob p< #1 noted"),
            later(minutes=20),
            channel("alice", "!1", "#desk< #1 printer on fire: accepted, bob", "#desk< Last, bob", "alice p< | 3rd"),
        ),
    ),
    Act(
        "It is done",
        (private("bob", "close 1 fixed", "bob p< #1 closed (fixed)", "alice p< #1 printer on fire: closed by bob"),),
    ),
    Act(
        "Nobody takes one, and who asked for it is told",
        (
            private("alice", "new vpn down", "alice p< #2 opened for ops", "#desk< #2 new for ops", "bob p< #2 for"),
            later("#desk< #2 timed out", "alice p< #2 vpn down: nobody in ops took it in 30m", minutes=30),
        ),
    ),
    Act(
        "Monitoring has a storm: the channel goes quiet, one line takes it all, what is said twice is counted",
        (
            Say(
                "nagios",
                "p",
                tuple(f"new key=db{number} db{number} down" for number in range(1, ALERTS + 1)),
                (f"nagios p< #{LAST} opened", "#desk< #3 new for ops"),
            ),
            private("nagios", "new key=db1 db1 down", "nagios p< #3 x2: db1 down"),
            later(f"#desk< #6-#{LAST}: {ALERTS - 3} more from nagios in 1m. I go quiet.", minutes=1),
            channel("bob", f"dibs 3-{LAST}", "#desk< Yours: #3 db1 down"),
            private("nagios", "new key=db2 recovered=yes", "nagios p< #4 recovered", "bob p< #4 "),
            later("#desk< Storm over", minutes=2),
        ),
    ),
)
