"""Who acts, in a transaction: from who wants something to what its verbs have at hand."""

from dataclasses import replace
from datetime import datetime

from chatbot.desk import identity
from chatbot.desk.act import Act, Caller
from chatbot.desk.refused import Refused
from chatbot.desk.settings import DeskSettings
from store.database import Transaction


async def act_of(tx: Transaction, caller: Caller, now: datetime, desk_id: str, settings: DeskSettings) -> Act:
    """Refused where somebody at a shell wants to be a member whom nobody knows."""
    caller = replace(caller, principal=await identity.in_force(tx, caller.principal))
    member = await identity.find(tx, caller.principal, now)
    if member is None and caller.principal.method == "shell" and caller.principal.account:
        raise Refused(f"No member {caller.principal.account}. `dibs member list` shows who there is.")
    return Act(tx, now, desk_id, settings, caller, member)
