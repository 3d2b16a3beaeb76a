"""Two members turn out to be one person: all that the younger record has goes to the elder.

`MOVES` holds a statement for each column that names a member, in the order in which they must run. What isn't in it
stays: the journal's own `event.member_id` and `member.linked_to` (store/links.py).
"""

from collections.abc import Mapping
from typing import LiteralString

from store.database import Transaction
from store.records import Notice, Prompt, Snooze, Storm, Ticket

KEPT = frozenset({"event.member_id", "member.linked_to"})
"""The columns that go on naming the younger record."""

MOVES: Mapping[str, tuple[LiteralString, ...]] = {
    "identity.member_id": ("update identity set member_id = :into where member_id = :id",),
    "habit.member_id": (
        """insert into habit (member_id, zone, quiet_from, quiet_to, quiet_mode, muted_until, seen_at, morning_at)
           select :into, zone, quiet_from, quiet_to, quiet_mode, muted_until, seen_at, morning_at
               from habit where member_id = :id
           on conflict (member_id) do update set
               zone = coalesce(habit.zone, excluded.zone),
               quiet_from = case when habit.quiet_to is null then excluded.quiet_from else habit.quiet_from end,
               quiet_to = coalesce(habit.quiet_to, excluded.quiet_to),
               quiet_mode = case when habit.quiet_mode = '' then excluded.quiet_mode else habit.quiet_mode end,
               muted_until = coalesce(habit.muted_until, excluded.muted_until),
               seen_at = coalesce(case when excluded.seen_at > habit.seen_at then excluded.seen_at end,
                   habit.seen_at, excluded.seen_at),
               morning_at = coalesce(case when excluded.morning_at > habit.morning_at then excluded.morning_at end,
                   habit.morning_at, excluded.morning_at)""",
        "delete from habit where member_id = :id",
    ),
    "membership.member_id": (
        """insert into membership (role_id, member_id, confirmed, lead, joined_at)
           select role_id, :into, confirmed, lead, joined_at from membership where member_id = :id
           on conflict (role_id, member_id) do update set
               confirmed = membership.confirmed | excluded.confirmed,
               lead = membership.lead | excluded.lead,
               joined_at = case when excluded.joined_at < membership.joined_at
                   then excluded.joined_at else membership.joined_at end""",
        "delete from membership where member_id = :id",
    ),
    "ticket.owner_id": ("update ticket set owner_id = :into where owner_id = :id",),
    "ticket.reporter_id": (
        """update ticket set key = null where reporter_id = :id and key is not null and closed_at is null and exists (
               select 1 from ticket as other
               where other.reporter_id = :into and other.key = ticket.key and other.closed_at is null)""",
        "update ticket set reporter_id = :into where reporter_id = :id",
    ),
    "ticket.opener_id": ("update ticket set opener_id = :into where opener_id = :id",),
    "watcher.member_id": (
        """insert into watcher (ticket_id, member_id, since)
           select ticket_id, :into, since from watcher where member_id = :id
           on conflict (ticket_id, member_id) do nothing""",
        "delete from watcher where member_id = :id",
    ),
    "saved_view.member_id": (
        """delete from saved_view where member_id = :id and name_key in (
               select name_key from saved_view where member_id = :into)""",
        "update saved_view set member_id = :into where member_id = :id",
    ),
    "storm.member_id": ("update storm set member_id = :into where member_id = :id",),
    "prompt.member_id": ("update prompt set member_id = :into where member_id = :id",),
    "prompt.asker_id": ("update prompt set asker_id = :into where asker_id = :id",),
    "prompt_answer.member_id": (
        """insert into prompt_answer (prompt_id, member_id, answer, answered_at)
           select prompt_id, :into, answer, answered_at from prompt_answer where member_id = :id
           on conflict (prompt_id, member_id) do nothing""",
        "delete from prompt_answer where member_id = :id",
    ),
    "snooze.member_id": ("update snooze set member_id = :into where member_id = :id",),
    "ignored.member_id": (
        """delete from ignored where kind = 'member' and member_id in (:id, :into) and id not in (
               select id from ignored where kind = 'member' and member_id in (:id, :into)
               order by until is null desc, until desc, id limit 1)""",
        """update ignored set member_id = :into,
               value = case when kind = 'member' then cast(:into as text) else value end
           where member_id = :id""",
    ),
    "unquoted.member_id": (
        """delete from unquoted where member_id = :id
               and exists (select 1 from unquoted as other where other.member_id = :into)""",
        "update unquoted set member_id = :into where member_id = :id",
    ),
    "dictation.member_id": ("update dictation set member_id = :into where member_id = :id",),
    "type_setting.member_id": ("update type_setting set member_id = :into where member_id = :id",),
    "member_rate.member_id": (
        """update or ignore member_rate set member_id = :into where member_id = :id""",
        "delete from member_rate where member_id = :id",
    ),
    "stopwatch.member_id": ("update stopwatch set member_id = :into where member_id = :id",),
    "worked.member_id": ("update worked set member_id = :into where member_id = :id",),
    "arrival.member_id": ("update arrival set member_id = :into where member_id = :id",),
    "bill.member_id": ("update bill set member_id = :into where member_id = :id",),
    "bill_line.member_id": ("update bill_line set member_id = :into where member_id = :id",),
    "denial.member_id": ("update denial set member_id = :into where member_id = :id",),
    "notice.member_id": ("update notice set member_id = :into where member_id = :id",),
}


async def move_all(tx: Transaction, member_id: int, *, into: int) -> None:
    """Of two that say the same there must be one by then: see what `list_double_*` find."""
    for statements in MOVES.values():
        for statement in statements:
            await tx.run(statement, id=member_id, into=into)


async def list_keyed_twice(tx: Transaction, member_id: int, *, into: int) -> list[Ticket]:
    """Open tickets whose key the other has an open ticket of, too: for one reporter a key is one ticket."""
    return await tx.all(
        Ticket,
        """select ticket.* from ticket join ticket as other on other.key = ticket.key
           where ticket.reporter_id = :id and other.reporter_id = :into
               and ticket.closed_at is null and other.closed_at is null order by ticket.id""",
        id=member_id,
        into=into,
    )


async def list_double_storms(tx: Transaction, member_id: int, *, into: int) -> list[Storm]:
    """Those of the one that are on beside one of the other for the same role."""
    return await tx.all(
        Storm,
        """select storm.* from storm join storm as other on other.role_id = storm.role_id
           where storm.member_id = :id and other.member_id = :into
               and storm.ended_at is null and other.ended_at is null""",
        id=member_id,
        into=into,
    )


async def list_double_snoozes(tx: Transaction, member_id: int, *, into: int) -> list[Snooze]:
    return await tx.all(
        Snooze,
        """select snooze.* from snooze join snooze as other on other.prompt_id = snooze.prompt_id
           where snooze.member_id = :id and other.member_id = :into""",
        id=member_id,
        into=into,
    )


async def list_double_notices(tx: Transaction, member_id: int, *, into: int) -> list[Notice]:
    """What is still to be said to the one, and is said to the other on account of the same event."""
    return await tx.all(
        Notice,
        """select notice.* from notice join notice as other
               on other.event_id = notice.event_id and other.plugin = notice.plugin
           where notice.member_id = :id and other.member_id = :into and notice.target = other.target
               and notice.ticket_id is other.ticket_id and notice.status in ('queued', 'waiting')
               and other.status in ('queued', 'waiting', 'sent')
           order by notice.id""",
        id=member_id,
        into=into,
    )


async def list_vain_questions(tx: Transaction, member_id: int) -> list[Prompt]:
    """Who has a ticket isn't asked to take it, and nobody asks themselves."""
    return await tx.all(
        Prompt,
        """select prompt.* from prompt join ticket on ticket.id = prompt.ticket_id
           where prompt.member_id = :member and prompt.state = 'open'
               and (prompt.asker_id = :member or ticket.owner_id = :member)""",
        member=member_id,
    )
