"""What is wrong with a workflow, all of it at once and in words, before any ticket goes through it. Pure."""

from collections import Counter
from collections.abc import Callable, Iterator

from msgspec import Struct

from chatbot.desk.drafts import NAME, REQUEST, Draft, Pace

MOST_STATES = 50
HIGHEST_CODE = 999


class Finding(Struct, frozen=True):
    """`part`: the key of the type that is to be mended."""

    part: str
    what: str


def findings(draft: Draft) -> list[Finding]:
    """Empty where tickets may go through it."""
    return [found for check in CHECKS for found in check(draft)]


def _names(draft: Draft) -> Iterator[Finding]:
    if len(draft.states) > MOST_STATES:
        yield Finding("states", f"holds {len(draft.states)} states; {MOST_STATES} are the most.")
    for code, name in draft.states.items():
        if not 0 < code <= HIGHEST_CODE:
            yield Finding("states", f"{code} isn't a code: a whole number from 1 to {HIGHEST_CODE}.")
        if not NAME.fullmatch(name):
            yield Finding("states", f"{code} needs a name: a letter, then letters, digits, spaces or -, at most 30.")
    counts = Counter(name.lower() for name in draft.states.values() if NAME.fullmatch(name))
    for name in (name for name, times in counts.items() if times > 1):
        yield Finding("states", f"names {name} twice; each state has a name of its own.")


def _rows(draft: Draft) -> Iterator[Finding]:
    if draft.start is None:
        yield Finding("transitions", "has no start: its first row begins with the state of a new ticket.")
    begun = Counter(row[0] for row in draft.transitions if row)
    for code in (code for code, times in begun.items() if times > 1):
        yield Finding("transitions", f"has two rows for {draft.shown([code])}: write all that may follow into one.")
    for row in draft.transitions:
        yield from _row(draft, row[0] if row else 0, Counter(row[1:]))


def _row(draft: Draft, code: int, following: Counter[int]) -> Iterator[Finding]:
    for twice in (after for after, times in following.items() if times > 1):
        yield Finding("transitions", f"leads from {draft.shown([code])} to {draft.shown([twice])} twice.")
    if code in following:
        yield Finding("transitions", f"leads from {draft.shown([code])} to itself.")


def _codes(draft: Draft) -> Iterator[Finding]:
    used = {code for row in draft.transitions for code in row}
    for code in sorted(used - draft.states.keys()):
        yield Finding("transitions", f"speaks of {code}, which has no name in states.")
    flags = {"offered": draft.offered, "owned": draft.owned, "waiting": draft.waiting, "final": draft.final}
    for flag, codes in flags.items():
        for code in sorted((codes or frozenset()) - draft.states.keys()):
            yield Finding(flag, f"speaks of {code}, which has no name in states.")
    for code in sorted(draft.paces.keys() - draft.states.keys()):
        yield Finding("state", f"speaks of {code}, which has no name in states.")


def _ways(draft: Draft) -> Iterator[Finding]:
    if draft.start is None:
        return
    reached = draft.behind(draft.start)
    for code in sorted(draft.states.keys() - reached):
        yield Finding("transitions", f"never leads to {draft.shown([code])}.")
    if not draft.is_final:
        yield Finding("final", "is empty, so no ticket could ever end.")
        return
    for code in sorted(draft.states.keys() & reached):
        if not draft.is_final & draft.behind(code):
            yield Finding("transitions", f"leads from {draft.shown([code])} to no final state.")


def _flags(draft: Draft) -> Iterator[Finding]:
    for one, other in (("offered", "owned"), ("offered", "final"), ("waiting", "final"), ("waiting", "offered")):
        both = _flagged(draft, one) & _flagged(draft, other)
        if both:
            yield Finding(one, f"and {other} both name {draft.shown(sorted(both))}; a state is one of them.")
    unowned = draft.waiting - draft.is_owned
    if unowned:
        yield Finding("waiting", f"names {draft.shown(sorted(unowned))}, which nobody owns.")
    if draft.start is not None and draft.start in draft.is_final | draft.is_owned:
        what = "a new ticket has no owner" if draft.start in draft.is_owned else "a new ticket isn't over"
        yield Finding("transitions", f"begins with {draft.shown([draft.start])}, but {what}.")


def _flagged(draft: Draft, flag: str) -> frozenset[int]:
    return {
        "offered": draft.is_offered,
        "owned": draft.is_owned,
        "waiting": draft.waiting,
        "final": draft.is_final,
    }[flag]


def _offers(draft: Draft) -> Iterator[Finding]:
    """A request is for whatever role it is opened for, or that of the channel where it is.

    Who takes a ticket goes on with it in an owned state, and so does who has held it when that is over.
    """
    if draft.is_offered and draft.role is None and draft.name != REQUEST.name:
        yield Finding("role", f"is needed: {draft.shown(sorted(draft.is_offered))} is offered to it.")
    for code in sorted(draft.is_offered & draft.states.keys()):
        if not (draft.is_owned - draft.waiting).intersection(draft.following.get(code, ())):
            yield Finding("transitions", f"leads from {draft.shown([code])}, which is offered, to no owned state.")
    for code in sorted(draft.waiting & draft.states.keys()):
        if not (draft.is_owned - draft.waiting).intersection(draft.following.get(code, ())):
            yield Finding("transitions", f"leads from {draft.shown([code])}, which waits, to none that is worked in.")


def _onward(draft: Draft) -> Iterator[Finding]:
    """What dibs does by itself at the end of a stay must be a move that it may make."""
    for code, after in draft.onward.items():
        where = f"of {draft.shown([code])}: then = {after}"
        if after not in draft.following.get(code, ()):
            names = draft.shown(draft.following.get(code, ())) or "nothing"
            yield Finding("state", f"{where} doesn't follow there; {names} does.")
        elif code in draft.waiting or after in draft.waiting:
            yield Finding("state", f"{where}: who lets a ticket rest says until when, with hold.")
        elif after in draft.is_owned and code not in draft.is_owned:
            yield Finding("state", f"{where} would need an owner, and nobody is assigned by a machine.")
        elif code not in draft.is_offered and draft.paces.get(code, Pace()).lifetime is None:
            yield Finding("state", f"{where} needs a lifetime beside it: when is that?")


CHECKS: tuple[Callable[[Draft], Iterator[Finding]], ...] = (_names, _rows, _codes, _ways, _flags, _offers, _onward)
