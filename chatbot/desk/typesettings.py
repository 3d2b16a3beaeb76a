"""What is set of a type while dibs runs: lifetime, how often it is said, and the rest; and whence each value comes."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import asdict

from chatbot.desk import checks, types
from chatbot.desk.act import Act
from chatbot.desk.drafts import Afterwards, Draft
from chatbot.desk.durations import format_duration
from chatbot.desk.refused import Refused
from chatbot.desk.suggest import no_such
from chatbot.desk.typerows import FROM_TEXT, OF_STATE, TypeRows
from chatbot.desk.wording import TYPE
from store import members, workflows
from store.records import TypeSetting

SHOWN: Mapping[str, str] = {"afterwards": "after"}
"""Settings that are typed by another word than they are written down by."""


class TypeChange(Struct, frozen=True):
    """What `type set` may change; None leaves it."""

    lifetime: timedelta | None = None
    every: timedelta | None = None
    priority: int | None = None
    role: str | None = None
    keep: timedelta | None = None
    """None of it (0s) is for good."""
    afterwards: Afterwards | None = None

    @property
    def texts(self) -> dict[str, str]:
        """As they are kept: times in seconds."""
        given = {name: value for name, value in asdict(self).items() if value is not None}
        return {name: _text(value) for name, value in given.items()}


def _text(value: timedelta | int | str) -> str:
    return str(int(value.total_seconds())) if isinstance(value, timedelta) else str(value)


class Source(Struct, frozen=True):
    """`by`: who set it, and `at` when; else it comes from the `file`, or nobody has said it."""

    file: bool
    by: str | None = None
    at: datetime | None = None


class Shown(Struct, frozen=True):
    """`sources`: by state (0: the type as a whole) and setting."""

    rows: TypeRows
    sources: Mapping[tuple[int, str], Source]


async def show(act: Act, name: str) -> Shown:
    draft = await need_draft(act, name)
    rows = await types.rows_now(act, draft.name)
    assert rows is not None, "what is written down is applied when the desk is opened"
    sources = dict(_written(draft))
    for one in await workflows.list_settings(act.tx, draft.name):
        who = await members.get(act.tx, one.member_id) if one.member_id else None
        sources[one.state, one.name] = Source(file=False, by=who.name if who else "the shell", at=one.set_at)
    return Shown(rows, sources)


def _written(draft: Draft) -> Iterator[tuple[tuple[int, str], Source]]:
    for name in FROM_TEXT:
        yield (0, name), Source(file=name in draft.given)
    for code, pace in draft.paces.items():
        for name in OF_STATE:
            if getattr(pace, name) is not None:
                yield (code, name), Source(file=True)


async def need_draft(act: Act, name: str) -> Draft:
    known = act.settings.types
    if name.lower() not in known:
        raise Refused(no_such("type", name, known))
    return known[name.lower()]


async def put(act: Act, name: str, state: str | None, change: TypeChange) -> Shown:
    """Set it over what is written down, for the type or for one of its states, until it is reset."""
    checks.need_admin(act, "set a type")
    draft = await need_draft(act, name)
    code = _need_state(draft, state) if state is not None else 0
    if not change.texts:
        raise Refused(f"What of it? {TYPE}type set {draft.name} lifetime=20m every=5m")
    await _need_bearable(act, draft, change)
    if code:
        _need_of_state(draft, change, code)
    for setting, value in change.texts.items():
        await workflows.put_setting(act.tx, TypeSetting(draft.name, code, setting, value, act.member_id, act.now))
    return await _applied(act, draft, ", ".join(change.texts), code)


async def reset(act: Act, name: str, state: str | None) -> Shown:
    """Back to what is written down: all of it, or what was set for one state."""
    checks.need_admin(act, "reset a type")
    draft = await need_draft(act, name)
    code = _need_state(draft, state) if state is not None else None
    found = await workflows.list_settings(act.tx, draft.name)
    gone = [one for one in found if code is None or one.state == code]
    if not gone:
        raise Refused(f"Nothing of {draft.name} was set here. {TYPE}type show {draft.name} says what holds.")
    for one in gone:
        await workflows.drop_setting(act.tx, draft.name, one.state, one.name)
    return await _applied(act, draft, ", ".join(dict.fromkeys(one.name for one in gone)), code or 0)


async def _applied(act: Act, draft: Draft, what: str, code: int) -> Shown:
    await types.apply(act, draft)
    await act.journal("type_set", type=draft.name, what=what, code=code)
    return await show(act, draft.name)


def _need_state(draft: Draft, state: str) -> int:
    """By its name or its code."""
    found = next((code for code, name in draft.states.items() if state.lower() in {name.lower(), str(code)}), None)
    if found is None:
        raise Refused(no_such("state", state, draft.states.values()))
    return found


def _need_of_state(draft: Draft, change: TypeChange, code: int) -> None:
    others = [SHOWN.get(name, name) for name in change.texts if name not in OF_STATE]
    if others:
        where = draft.states[code]
        raise Refused(f"Type {draft.name}: {others[0]}= is for all of it, not for {where} alone. Leave out state=")


async def _need_bearable(act: Act, draft: Draft, change: TypeChange) -> None:
    least = act.settings.bounds.shortest_every
    for name in ("lifetime", "every"):
        value: timedelta | None = getattr(change, name)
        if value is not None and value < least:
            raise Refused(f"Type {draft.name}: {name}= is at least {format_duration(least)}: more often is only noise.")
    shortest = act.settings.bounds.shortest_keep
    if change.keep and change.keep < shortest:
        raise Refused(f"Type {draft.name}: keep= is at least {format_duration(shortest)}, or never.")
    if change.role is not None:
        await checks.need_role(act, change.role)
