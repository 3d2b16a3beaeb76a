"""How a ticket comes onto the desk, once it is clear that it may: its row, its event, its first offer."""

from msgspec import Struct
from msgspec.structs import replace

from chatbot.desk import accounts, storms, timeouts, types
from chatbot.desk.act import Act
from chatbot.desk.people import Person
from chatbot.desk.requests import Reporter
from chatbot.desk.views import workflow_of
from store import tickets
from store.records import Prompt, Role, Ticket
from store.uuids import uuid7


class New(Struct, frozen=True):
    """What a `new` asks for. `role` None: the type's, else the channel's own, or the only one there is; `type` None: a
    request; `priority` None: that of the type."""

    title: str
    description: str = ""
    role: str | None = None
    priority: int | None = None
    private: bool = False
    whose: Person | None = None
    """Who needs it, where somebody else types it for them."""
    type: str | None = None
    client: str | None = None
    project: str | None = None


async def settled(act: Act, wanted: New) -> New:
    """With what its type says where nobody said anything else."""
    type_ = await types.need_type(act, wanted.type)
    return replace(wanted, type=type_.name, role=wanted.role or type_.role, priority=wanted.priority or type_.priority)


async def enter(act: Act, wanted: New, role: Role, whose: Reporter, *, key: str | None = None) -> tuple[Ticket, Prompt]:
    """`wanted` is settled, and was checked. The offer is the one that is open now."""
    account = await accounts.named(act, wanted.client, wanted.project)
    ticket = await _add(act, wanted, role, key, whose)
    if account.client_id is not None:
        await accounts.put(act, ticket.id, account)
    await act.journal(
        "ticket_opened",
        ticket_id=ticket.id,
        role_id=role.id,
        texts={"title": ticket.title, "description": ticket.description, "key": key or ""},
        type=ticket.type,
        state=ticket.state,
        priority=ticket.priority,
        private=ticket.private,
        role=role.name,
        reporter=ticket.reporter_name,
        opener=ticket.opener_id,
        known=ticket.reporter_id is not None,
        client=account.client_id,
        project=account.project_id,
    )
    prompt = await timeouts.offer(act, ticket, role, "opened")
    await storms.opened(act, ticket, role)
    return ticket, prompt


async def _add(act: Act, wanted: New, role: Role, key: str | None, whose: Reporter) -> Ticket:
    assert wanted.type is not None, "it is settled"
    assert wanted.priority is not None, "it is settled"
    flow = await workflow_of(act, wanted.type)
    return await tickets.add(
        act.tx,
        uuid=uuid7(act.now),
        desk=act.desk_id,
        type_name=flow.type.name,
        state=flow.start.code,
        role_id=role.id,
        title=wanted.title,
        description=wanted.description,
        priority=wanted.priority,
        private=wanted.private,
        reporter_id=whose.member_id,
        reporter_name=whose.name,
        reporter_network=whose.network,
        reporter_mask=whose.mask,
        opener_id=act.member_id if wanted.whose else None,
        key=key,
        now=act.now,
    )
