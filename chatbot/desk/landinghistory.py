"""What the journal tells of a ticket that came in from elsewhere: what happened there, then, and how it stands here."""

from collections.abc import Mapping
from typing import Any

from chatbot.desk.landing import Entry, Landing, who_of
from chatbot.desk.lifecycle import Workflow
from chatbot.desk.tickets import RESOLUTIONS
from store import aliases, clients, worked
from store.records import Arriving, Role, TicketState
from store.times import from_text

DONE = RESOLUTIONS[0]


async def opened(landing: Landing, number: int, role: Role, payload: Mapping[str, Any], flow: Workflow) -> None:
    reporter = who_of(payload["reporter"])
    client = await clients.of_ticket(landing.act.tx, number)
    project = await clients.project_of_ticket(landing.act.tx, number)
    await landing.note(
        "ticket_opened",
        reporter,
        from_text(payload["opened_at"]),
        ticket_id=number,
        role_id=role.id,
        texts={"title": payload["title"], "description": payload["description"], "key": ""},
        type=flow.type.name,
        state=flow.start.code,
        priority=payload["priority"],
        private=False,
        role=role.name,
        reporter=reporter.name,
        opener=None,
        known=reporter.member_id is not None,
        client=client.id if client else None,
        project=project.id if project else None,
    )


async def enter(landing: Landing, number: int, role: Role, entry: Entry) -> None:
    who, at, minutes = who_of(entry["who"]), from_text(entry["at"]), entry["minutes"]
    if minutes is None:
        said = await landing.note(
            "ticket_commented", who, at, ticket_id=number, role_id=role.id, texts={"text": entry["text"]}, owner=None
        )
        await aliases.put_entry(landing.act.tx, landing.arrival.label, entry["key"], said)
        return
    assert who.member_id is not None, "only a member's time is logged"
    logged = await landing.note(
        "time_logged",
        who,
        at,
        ticket_id=number,
        role_id=role.id,
        texts={"text": entry["text"]},
        minutes=minutes,
        day=entry["day"],
        person=who.member_id,
        corrects=None,
        started=None,
        began=None,
        moved=False,
    )
    await worked.add(
        landing.act.tx,
        ticket_id=number,
        member_id=who.member_id,
        minutes=minutes,
        day=entry["day"],
        corrects=None,
        event_id=logged,
        now=at,
    )
    await aliases.put_entry(landing.act.tx, landing.arrival.label, entry["key"], logged)


async def arrived(landing: Landing, number: int, role: Role, part: Arriving, state: TicketState) -> None:
    """How it stands, from now on by what happens here."""
    payload = part.payload
    await landing.note(
        "ticket_arrived",
        landing.importer,
        landing.act.now,
        ticket_id=number,
        role_id=role.id,
        texts={"key": part.key or ""},
        label=landing.arrival.label,
        state=state.code,
        owner=payload["owner"],
        priority=payload["priority"],
        private=False,
        since=payload["opened_at"] if payload["owner"] is not None else None,
        resolution=DONE if state.final else None,
        closed=payload["changed_at"] if state.final else None,
    )
