"""Prompts: the offers of a ticket to a role or to one person, and what people answered."""

import json
from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from store.database import Transaction
from store.records import Membership, Prompt


class Answer(Struct, frozen=True):
    member_id: int
    answer: str


async def add(
    tx: Transaction,
    *,
    ticket_id: int,
    role_id: int,
    member_id: int | None,
    asker_id: int | None,
    asker_name: str,
    lifetime: int,
    every: int,
    expires_at: datetime,
    now: datetime,
) -> Prompt:
    prompt = await tx.one(
        Prompt,
        """insert into prompt (ticket_id, role_id, member_id, asker_id, asker_name, opened_at, expires_at,
               lifetime, every)
           values (:ticket, :role, :member, :asker, :asker_name, :now, :expires, :lifetime, :every) returning *""",
        ticket=ticket_id,
        role=role_id,
        member=member_id,
        asker=asker_id,
        asker_name=asker_name,
        now=now,
        expires=expires_at,
        lifetime=lifetime,
        every=every,
    )
    assert prompt is not None, "an insert returns its row"
    return prompt


async def get(tx: Transaction, prompt_id: int) -> Prompt | None:
    return await tx.one(Prompt, "select * from prompt where id = :id", id=prompt_id)


async def get_open_to_role(tx: Transaction, ticket_id: int) -> Prompt | None:
    return await tx.one(
        Prompt,
        "select * from prompt where ticket_id = :ticket and state = 'open' and member_id is null",
        ticket=ticket_id,
    )


async def get_open_to_person(tx: Transaction, ticket_id: int) -> Prompt | None:
    return await tx.one(
        Prompt,
        "select * from prompt where ticket_id = :ticket and state = 'open' and member_id is not null",
        ticket=ticket_id,
    )


async def list_open(tx: Transaction, tickets: Sequence[int]) -> list[Prompt]:
    """All that are open just now of these tickets: each half has an index that knows no others."""
    return await tx.all(
        Prompt,
        """select prompt.* from json_each(:tickets) as few cross join prompt on prompt.ticket_id = few.value
               and prompt.state = 'open' and prompt.member_id is null
           union all
           select prompt.* from json_each(:tickets) as few cross join prompt on prompt.ticket_id = few.value
               and prompt.state = 'open' and prompt.member_id is not null""",
        tickets=json.dumps(tickets),
    )


async def get_last_to_role(tx: Transaction, ticket_id: int) -> Prompt | None:
    """The open one, else the one that ended last. The newest needn't be it: by an undo an older one comes back."""
    return await tx.one(
        Prompt,
        """select * from prompt where ticket_id = :ticket and member_id is null
           order by ended_at is null desc, ended_at desc, id desc limit 1""",
        ticket=ticket_id,
    )


async def end(tx: Transaction, prompt_id: int, *, state: str, now: datetime) -> Prompt | None:
    """Close an open offer; None if it was over already."""
    return await tx.one(
        Prompt,
        "update prompt set state = :state, ended_at = :now where id = :id and state = 'open' returning *",
        id=prompt_id,
        state=state,
        now=now,
    )


async def put_repeats(tx: Transaction, prompt_id: int, repeats: int) -> int:
    return await tx.run("update prompt set repeats = :repeats where id = :id", id=prompt_id, repeats=repeats)


async def mark_heard(tx: Transaction, prompt_id: int, *, now: datetime) -> Prompt | None:
    """Note that the server took a line of it for the first time; None if that was known."""
    return await tx.one(
        Prompt,
        "update prompt set heard_at = :now where id = :id and heard_at is null returning *",
        id=prompt_id,
        now=now,
    )


async def put_expiry(tx: Transaction, prompt_id: int, expires_at: datetime) -> int:
    return await tx.run("update prompt set expires_at = :at where id = :id", id=prompt_id, at=expires_at)


async def put_end(tx: Transaction, prompt_id: int, expires_at: datetime, *, by: str) -> Prompt | None:
    """Of an open offer. `by`: lifetime, after or prompts."""
    return await tx.one(
        Prompt,
        "update prompt set expires_at = :at, ends_by = :by where id = :id and state = 'open' returning *",
        id=prompt_id,
        at=expires_at,
        by=by,
    )


async def add_answer(tx: Transaction, prompt_id: int, member_id: int, *, answer: str, now: datetime) -> int:
    """0 if they had given that answer before."""
    return await tx.run(
        """insert into prompt_answer (prompt_id, member_id, answer, answered_at)
           values (:prompt, :member, :answer, :now)
           on conflict (prompt_id, member_id) do nothing""",
        prompt=prompt_id,
        member=member_id,
        answer=answer,
        now=now,
    )


async def get_answer(tx: Transaction, prompt_id: int, member_id: int) -> Answer | None:
    return await tx.one(
        Answer,
        "select member_id, answer from prompt_answer where prompt_id = :prompt and member_id = :member",
        prompt=prompt_id,
        member=member_id,
    )


async def list_unanswered(tx: Transaction, prompt: Prompt) -> list[Membership]:
    """The members of the role who may still say something to its offer, who joined meanwhile among them.

    Of a private ticket only those whom an admin put there are asked: others may not read it.
    """
    return await tx.all(
        Membership,
        """select membership.role_id, membership.member_id, member.name, membership.confirmed, membership.lead,
               membership.joined_at
           from membership join member on member.id = membership.member_id
           where membership.role_id = :role and member.suspended_at is null
               and (membership.confirmed = 1
                   or not exists (select 1 from ticket where ticket.id = :ticket and ticket.private = 1))
               and not exists (select 1 from prompt_answer
                   where prompt_answer.prompt_id = :prompt and prompt_answer.member_id = membership.member_id)
           order by member.name_key""",
        role=prompt.role_id,
        ticket=prompt.ticket_id,
        prompt=prompt.id,
    )


async def list_open_to(tx: Transaction, member_id: int) -> list[Prompt]:
    """What was put to them in person and waits for their answer."""
    return await tx.all(
        Prompt, "select * from prompt where member_id = :member and state = 'open' order by id", member=member_id
    )


async def list_open_for(tx: Transaction, member_id: int) -> list[Prompt]:
    """What a bare `dibs`, `yes` or `no` of theirs could mean: offers to them, then to their roles, oldest first."""
    return await tx.all(
        Prompt,
        """select prompt.* from prompt
           where prompt.state = 'open' and (prompt.member_id = :member
               or prompt.member_id is null and exists (select 1 from membership
                   join ticket on ticket.id = prompt.ticket_id
                   where membership.role_id = prompt.role_id and membership.member_id = :member
                       and (membership.confirmed = 1 or ticket.private = 0))
               and not exists (select 1 from prompt_answer
                   where prompt_answer.prompt_id = prompt.id and prompt_answer.member_id = :member))
           order by prompt.member_id is null, prompt.id""",
        member=member_id,
    )


async def list_open_of_role(tx: Transaction, role_id: int) -> list[Prompt]:
    """Its open offers, without those to one person."""
    return await tx.all(
        Prompt,
        "select * from prompt where role_id = :role and member_id is null and state = 'open' order by id",
        role=role_id,
    )


async def is_followed(tx: Transaction, prompt_id: int) -> bool:
    """Whether it is an offer to a role that another role follows."""
    found = await tx.value(
        """select 1 from prompt join role on role.id = prompt.role_id
           where prompt.id = :id and prompt.member_id is null and role.next_id is not null""",
        id=prompt_id,
    )
    return bool(found)


async def count_answers(tx: Transaction, prompt_id: int) -> int:
    found = await tx.value("select count(*) from prompt_answer where prompt_id = :prompt", prompt=prompt_id)
    return int(found or 0)


async def count_questions(tx: Transaction, *, asker_id: int, member_id: int, since: datetime) -> int:
    """Offers from one member to another that weren't answered by a yes, or not yet; those made together are one."""
    found = await tx.value(
        """select count(distinct coalesce(bundle, id)) from prompt
           where asker_id = :asker and opened_at > :since and member_id = :member and state <> 'accepted'""",
        asker=asker_id,
        member=member_id,
        since=since,
    )
    return int(found or 0)


async def count_to_roles(tx: Transaction, *, asker_id: int, since: datetime, most: int) -> int:
    """Offers to roles that a member has caused; no more than `most` are counted."""
    found = await tx.value(
        """select count(*) from (select 1 from prompt where asker_id = :asker and opened_at > :since
           and member_id is null limit :most)""",
        asker=asker_id,
        since=since,
        most=most,
    )
    return int(found or 0)
