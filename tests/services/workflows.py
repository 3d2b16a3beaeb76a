"""Random workflows that are valid, for tests that go any way through them."""

from datetime import timedelta

from hypothesis import strategies as st
from msgspec.structs import replace

from chatbot.desk.analysis import findings
from chatbot.desk.drafts import Draft, Pace

NAMES = ("new", "alpha", "beta", "gamma", "delta", "done", "dropped")
LENGTHS = (timedelta(minutes=5), timedelta(hours=1), timedelta(days=2))


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    """A start that is offered, up to four states of any kind, one or two ends; and edges anyhow besides those that a
    valid workflow can't do without."""
    middle = draw(st.integers(1, 4))
    ends = draw(st.integers(1, 2))
    codes = draw(st.permutations(range(1, 30)))[: 1 + middle + ends]
    start, inner, final = codes[0], codes[1 : 1 + middle], codes[1 + middle :]
    kinds = dict(zip(inner, ["owned", *draw(st.lists(KINDS, min_size=middle, max_size=middle))], strict=False))
    following = {code: list(_needed(code, inner, final)) for code in codes}
    for code in codes:
        others = draw(st.lists(st.sampled_from(codes), max_size=3))
        following[code] += [one for one in dict.fromkeys(others) if one != code and one not in following[code]]
        following[code] = draw(st.permutations(following[code]))
    order = [start, *inner, *final]
    draft = Draft(
        "any",
        tuple((code, *following[code]) for code in order),
        {code: f"{name} {code}" for code, name in zip(order, NAMES, strict=False)},
        role="ops",
        offered=frozenset({start, *(code for code, kind in kinds.items() if kind == "offered")}),
        owned=frozenset(code for code, kind in kinds.items() if kind in {"owned", "waiting"}),
        waiting=frozenset(code for code, kind in kinds.items() if kind == "waiting"),
        final=frozenset(final),
        pace=Pace(timedelta(minutes=30), timedelta(minutes=5)),
        paces=draw(st.dictionaries(st.sampled_from(order), PACES, max_size=3)),
        onward=draw(st.dictionaries(st.sampled_from(order), st.sampled_from(order), max_size=2)),
    )
    return _mended(draft)


KINDS = st.sampled_from(["owned", "owned", "waiting", "offered", "nobody's"])
PACES = st.builds(Pace, st.sampled_from(LENGTHS), st.sampled_from([None, *LENGTHS]))


def _needed(code: int, inner: list[int], final: list[int]) -> list[int]:
    """From each state on to the one behind it, and back to the first owned one."""
    if code in final:
        return []
    after = (*inner, final[0])[inner.index(code) + 1 if code in inner else 0]
    needed = [after, inner[0]] if code != inner[0] else [after]
    if code == inner[-1]:
        needed += final
    return [one for one in dict.fromkeys(needed) if one != code]


def _mended(draft: Draft) -> Draft:
    """Without the moves by itself that can't be."""
    kept = dict(draft.onward)
    while kept and findings(_with(draft, kept)):
        kept.popitem()
    found = findings(_with(draft, kept))
    assert found == [], found
    return _with(draft, kept)


def _with(draft: Draft, onward: dict[int, int]) -> Draft:
    return replace(draft, onward=onward)
