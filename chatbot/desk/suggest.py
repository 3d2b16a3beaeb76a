"""What somebody probably meant: near names, and the sentences that offer them."""

from collections.abc import Iterable

from chatbot.desk.wording import clean, fit, listed

LONGEST_NAME = 32
"""Characters of a name that a sentence repeats."""
LONG_NAME = 6
"""So many letters may hold two slips."""


def distance(left: str, right: str) -> int:
    """Edits from one to the other: insert, delete, replace, or swap two neighbours (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, char in enumerate(left, 1):
        before, last, row = row, before, [i]
        for j, other in enumerate(right, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (char != other))
            if i > 1 and j > 1 and char == right[j - 2] and left[i - 2] == other:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]


def nearest(word: str, known: Iterable[str], *, edits: int = 1) -> str | None:
    """The known name that is at most `edits` away, case folded; None if there is none.

    Only names of about the same length are compared, so a huge word costs nothing.
    """
    folded = word.lower()
    scored = [
        (distance(folded, name.lower()), name) for name in known if folded and abs(len(name) - len(folded)) <= edits
    ]
    best = min(scored, default=None, key=lambda pair: pair[0])
    return best[1] if best and best[0] <= edits else None


def no_such(kind: str, name: str, known: Iterable[str], after: str = "") -> str:
    """`No role opps; there are ops, net.` The near name comes first; of many, the rest is counted."""
    names = list(known)
    shown = fit(clean(name), LONGEST_NAME)
    if not names:
        return f"No {kind} {shown}; there are none yet.{after}"
    near = nearest(name, names)
    ordered = sorted(names, key=lambda other: other != near)
    return listed(f"No {kind} {shown}; there {'is' if len(names) == 1 else 'are'} ", ordered, f".{after}")


def nearly(kind: str, name: str, known: Iterable[str]) -> str:
    """`No member alise. Did you mean alice?` Without a list: names of people ring on their screens."""
    shown = fit(clean(name), LONGEST_NAME)
    near = nearest(name, known, edits=1 if len(name) < LONG_NAME else 2)
    return f"No {kind} {shown}." + (f" Did you mean {near}?" if near else "")
