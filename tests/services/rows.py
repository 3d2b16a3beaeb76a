"""The outbox as tests fill it and look at it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from chatbot.desk.desk import Desk
from store import journal, members, outbox
from store.database import Transaction
from store.records import Notice
from tests.people import NETWORK


@dataclass(frozen=True, slots=True)
class To:
    """Where a row goes: a channel, a member by name, or a stranger by mask."""

    target: str
    address: str = ""
    member: str = ""


OPS = To("channel", "#ops")
BOB = To("member", member="bob")


def stranger_at(mask: str) -> To:
    return To("mask", mask)


async def queue(
    desk: Desk,
    text: str = "#1 new for ops",
    to: To = OPS,
    *,
    ticket: int | None = None,
    prompt: int | None = None,
    holds: str = "",
    joined: str = "",
    brief: str = "",
    urgent: bool = False,
    masked: bool = False,
    after: timedelta = timedelta(),
    network: str = NETWORK,
) -> int:
    """Its number."""

    async def body(tx: Transaction) -> int:
        member = await members.get_by_name(tx, to.member) if to.member else None
        await outbox.add(
            tx,
            plugin="teller",
            event_id=await journal.last_id(tx),
            ticket_id=ticket,
            prompt_id=prompt,
            holds=holds,
            target=to.target,
            network=network,
            address=to.address,
            member_id=member.id if member else None,
            text=text,
            brief=brief,
            joined=joined,
            masked=masked,
            urgent=urgent,
            not_before=desk.clock.now() + after,
            now=desk.clock.now(),
        )
        return int(await tx.value("select max(id) from notice") or 0)

    return await desk.database.write(body)


async def rows(desk: Desk, plugin: str | None = None) -> list[Notice]:
    """All of them, in the order in which they came; or only those of one plugin."""

    async def body(tx: Transaction) -> list[Notice]:
        return await tx.all(Notice, "select * from notice order by id")

    return [row for row in await desk.database.read(body) if plugin in {None, row.plugin}]


async def row(desk: Desk, number: int) -> Notice:
    return next(one for one in await rows(desk) if one.id == number)


async def status(desk: Desk, number: int) -> str:
    return (await row(desk, number)).status


async def due_at(desk: Desk, number: int) -> datetime:
    return (await row(desk, number)).not_before


async def queued_texts(desk: Desk, plugin: str | None = None) -> list[str]:
    return [one.text for one in await rows(desk, plugin)]
