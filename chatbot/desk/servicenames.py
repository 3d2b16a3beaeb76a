"""How services are called: `dibs-incident-1-new`, by desk, type, code and state, so that a log can be read."""

from collections.abc import Sequence

from chatbot.desk.act import Act
from chatbot.desk.refused import Refused
from chatbot.desk.suggest import no_such
from store import workflows
from store.records import TicketState
from store.stays import ServiceKey, Stay


def name_of(desk: str, state: TicketState) -> str:
    return f"{desk}-{state.type}-{state.code}-{state.name.replace(' ', '-')}"


async def list_states(act: Act) -> Sequence[TicketState]:
    """Of every type that there is a row of: one that was taken out of the file lives on in its tickets."""
    return [
        state
        for type_ in await workflows.list_types(act.tx)
        for state in await workflows.list_states(act.tx, type_.name)
    ]


async def name_of_stay(act: Act, stay: Stay) -> str:
    states = await workflows.list_states(act.tx, stay.type)
    state = next((one for one in states if one.code == stay.state), None)
    return name_of(act.settings.name, state) if state else f"{act.settings.name}-{stay.type}-{stay.state}"


async def need_key(act: Act, name: str) -> ServiceKey:
    known = {name_of(act.settings.name, state): state for state in await list_states(act)}
    found = known.get(name)
    if found is None:
        raise Refused(no_such("service", name, known))
    return ServiceKey(found.type, found.code)
