"""Ticket types: made as they are written down, and changed while tickets stand in them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from chatbot.desk import keeping, typerows
from chatbot.desk.act import Act
from chatbot.desk.drafts import REQUEST, Draft
from chatbot.desk.lifecycle import kind_of
from chatbot.desk.refused import Refused
from chatbot.desk.suggest import no_such
from chatbot.desk.typerows import TypeRows
from store import stays, tickets, workflows
from store.records import Ticket, TicketState, TicketType

MOST_NAMED = 3

USUAL = REQUEST.name

Moves = Mapping[int, int]
"""By a state that goes away the one into which its tickets are put."""


async def apply_all(act: Act) -> None:
    """Every type of the settings."""
    for draft in act.settings.types.values():
        await apply(act, draft)


async def apply(act: Act, draft: Draft, moves: Moves | None = None) -> bool:
    """Make it as it is written, under what was set while dibs ran; whether that changed anything.

    Refused where tickets stand in a state that goes away, and `moves` doesn't say whither; and in one that would be of
    another kind: whoever has them, or is asked, would be wrong by it, and what is open might never end.
    """
    before = await rows_now(act, draft.name)
    after = typerows.overlaid(typerows.rows_of(draft), await workflows.list_settings(act.tx, draft.name))
    gone = [state for state in before.states if state.code not in draft.states] if before else []
    await _need_nobody_in(act, after, gone, moves or {})
    await _need_same_kind(act, after, before.states if before else [])
    if after == before:
        return False
    await _write(act, after, gone, moves or {}, {state.code: state for state in before.states} if before else {})
    await keeping.plan_all(act)
    await act.journal("type_changed", type=draft.name, states=", ".join(state.name for state in after.states))
    return True


async def need_type(act: Act, name: str | None) -> TicketType:
    """By its name, of those that are written down; None means a request. What was taken out of the file lives on in its
    tickets alone."""
    known = act.settings.types
    wanted = (name or USUAL).lower()
    if wanted not in known:
        raise Refused(no_such("type", name or USUAL, known))
    type_ = await workflows.get(act.tx, wanted)
    assert type_ is not None, "what is written down is applied when the desk is opened"
    return type_


async def list_types(act: Act) -> list[tuple[str, str | None, int]]:
    """Those that can be opened: name, role, and how many are open."""
    return [
        (type_.name, type_.role, await tickets.count_open_of_type(act.tx, type_.name))
        for type_ in await workflows.list_types(act.tx)
        if type_.name in act.settings.types
    ]


async def rows_now(act: Act, name: str) -> TypeRows | None:
    type_ = await workflows.get(act.tx, name)
    if type_ is None:
        return None
    states, edges = await workflows.list_states(act.tx, name), await workflows.list_edges(act.tx, name)
    return TypeRows(type_, states, edges)


async def _need_nobody_in(act: Act, rows: TypeRows, gone: Sequence[TicketState], moves: Moves) -> None:
    _need_gone(rows, gone, moves)
    said = [await _left_in(act, state) for state in gone if state.code not in moves]
    if any(said):
        raise Refused(" ".join(line for line in said if line))


def _need_gone(rows: TypeRows, gone: Sequence[TicketState], moves: Moves) -> None:
    stays = next((code for code in moves if code not in {state.code for state in gone}), None)
    if stays is not None:
        name = next((f" ({state.name})" for state in rows.states if state.code == stays), "")
        move = f"--move {stays}={moves[stays]}"
        raise Refused(f"Type {rows.type.name}: {stays}{name} doesn't go away, so {move} moves nothing. Leave it out.")


async def _left_in(act: Act, state: TicketState) -> str:
    """`Type incident: #3, #5, #7 and 7 more stand in 3 (mitigated), which goes. Move them: ...`"""
    stand = await _stand_in(act, state)
    return stand and f"{stand}, which goes. Move them: dibs workflow apply {state.type} --move {state.code}=<code>"


async def _need_same_kind(act: Act, rows: TypeRows, before: Sequence[TicketState]) -> None:
    kinds = {state.code: kind_of(state) for state in rows.states}
    turned = [state for state in before if kinds.get(state.code, kind_of(state)) != kind_of(state)]
    said = [await _turned_in(act, state, kinds[state.code]) for state in turned]
    if any(said):
        raise Refused(" ".join(line for line in said if line))


async def _turned_in(act: Act, state: TicketState, kind: str) -> str:
    """`Type incident: #3 stands in 4 (resolved), owned, and would be final. Use a new code: ...`"""
    stand = await _stand_in(act, state)
    turns = f"{_named(kind_of(state))}, and would be {_named(kind)}"
    how = f"Use a new code: dibs workflow apply {state.type} --move {state.code}=<code>"
    return stand and f"{stand}, {turns}. {how}"


def _named(kind: str) -> str:
    return kind or "neither offered nor owned"


async def _stand_in(act: Act, state: TicketState) -> str:
    """Empty where none does."""
    count = await workflows.count_standing(act.tx, state.type, state.code)
    if not count:
        return ""
    named = await workflows.list_standing(act.tx, state.type, state.code, limit=MOST_NAMED)
    numbers = ", ".join(f"#{ticket.id}" for ticket in named)
    more = f" and {count - len(named)} more" if count > len(named) else ""
    verb = "stands" if count == 1 else "stand"
    return f"Type {state.type}: {numbers}{more} {verb} in {state.code} ({state.name})"


async def _write(
    act: Act, rows: TypeRows, gone: Sequence[TicketState], moves: Moves, was: Mapping[int, TicketState]
) -> None:
    name = rows.type.name
    await workflows.put_type(act.tx, replace(rows.type, keep_from=act.now + keeping.SECOND_THOUGHTS))
    for state in rows.states:
        await workflows.put_state(act.tx, state)
    for state in gone:
        await _empty(act, state, rows, moves)
    await workflows.drop_edges(act.tx, name)
    for state in gone:
        await workflows.drop_state(act.tx, name, state.code)
    for edge in rows.edges:
        await workflows.add_edge(act.tx, name, edge)
    for state in rows.states:
        if not state.final and _due(state) != _due(was.get(state.code)):
            await stays.call_all(act.tx, name, state.code)


def _due(state: TicketState | None) -> tuple[int | None, int | None, int | None] | None:
    """What says when something is due there."""
    return (state.lifetime, state.every, state.onward) if state else None


async def _empty(act: Act, state: TicketState, rows: TypeRows, moves: Moves) -> None:
    """Put the tickets of a state that goes away where `moves` says."""
    if state.code not in moves:
        return
    to = _need_alike(state, rows, moves[state.code])
    for ticket in await workflows.move_all(act.tx, state.type, was=state.code, state=to.code, now=act.now):
        await journal_advanced(act, ticket, state, to)


async def journal_advanced(act: Act, ticket: Ticket, was: TicketState, to: TicketState) -> None:
    await act.journal(
        "ticket_advanced",
        ticket_id=ticket.id,
        role_id=ticket.role_id,
        state=to.code,
        owner=ticket.owner_id,
        name=to.name,
        was=was.name,
    )


def _need_alike(state: TicketState, rows: TypeRows, code: int) -> TicketState:
    """One of the same kind, so that nobody loses a ticket, nor gets one, by a new workflow."""
    kind = kind_of(state)
    alike = [one for one in rows.states if kind_of(one) == kind]
    found = next((one for one in alike if one.code == code), None)
    if found is None:
        codes = " or ".join(f"{state.code}={one.code} ({one.name})" for one in alike)
        instead = f"--move {codes}" if codes else "and the new workflow has no such state"
        raise Refused(
            f"Type {state.type}: from {state.code} ({state.name}) tickets go only where they are"
            f" {_named(kind)}, too: {instead}"
        )
    return found
