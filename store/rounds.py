"""Offers that belong together: those of one ticket to one role after the other, and those of one question."""

from store.database import Transaction
from store.records import Prompt


async def list_round(tx: Transaction, ticket_id: int, role_id: int) -> list[Prompt]:
    """Its offers to roles since it was last offered to that one, with that offer."""
    return await tx.all(
        Prompt,
        """select * from prompt where ticket_id = :ticket and member_id is null and id >=
               (select coalesce(max(id), 0) from prompt
                where ticket_id = :ticket and member_id is null and role_id = :role)
           order by id""",
        ticket=ticket_id,
        role=role_id,
    )


async def copy_answers(tx: Transaction, prompt_id: int, to: int) -> int:
    """What people answered to one offer they have answered to another of the same ticket, too."""
    return await tx.run(
        """insert into prompt_answer (prompt_id, member_id, answer, answered_at)
           select :to, member_id, answer, answered_at from prompt_answer where prompt_id = :prompt""",
        prompt=prompt_id,
        to=to,
    )


async def put_bundle(tx: Transaction, prompt_id: int, bundle: int | None) -> int:
    """It is answered together with that one; None: by itself."""
    return await tx.run("update prompt set bundle = :bundle where id = :id", id=prompt_id, bundle=bundle)


async def list_open_of_bundle(tx: Transaction, bundle: int) -> list[Prompt]:
    return await tx.all(
        Prompt, "select * from prompt where bundle = :bundle and state = 'open' order by id", bundle=bundle
    )
