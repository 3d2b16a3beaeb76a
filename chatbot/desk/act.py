"""What a verb of the desk has at hand while its transaction runs."""

from dataclasses import dataclass, field
from datetime import datetime

from msgspec import Struct

from chatbot.desk import strength
from chatbot.desk.settings import DeskSettings
from chatbot.wire import Audience, Channel, Principal
from store import journal, search
from store.database import Transaction
from store.records import Member
from store.uuids import uuid7

Json = str | int | bool | None
"""What an event holds: ids, codes and names; what people wrote goes into its texts."""

OPENED = "ticket_opened"
"""The first event of a ticket."""
REWRITES = frozenset(
    {"ticket_edited", "change_undone", "text_redacted", "ticket_reopened", "ticket_archived", "ticket_erased"}
)
"""Events after which a ticket says something else, or is found elsewhere, whether or not they hold a text."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who wants something, and where the answer will be read."""

    principal: Principal
    audience: Audience
    verb: str = field(default="", compare=False)
    """The command, and the one ticket that it is about (`number`): for admins, where it is refused."""
    number: int | None = field(default=None, compare=False)


class Act(Struct, frozen=True):
    tx: Transaction
    now: datetime
    desk_id: str
    settings: DeskSettings
    caller: Caller
    member: Member | None

    @property
    def principal(self) -> Principal:
        return self.caller.principal

    @property
    def name(self) -> str:
        return self.member.name if self.member else self.principal.nick

    @property
    def member_id(self) -> int | None:
        return self.member.id if self.member else None

    @property
    def admin(self) -> bool:
        """An admin who is known surely enough, or whoever sits at the shell as nobody in particular: they may write
        the file anyway."""
        if self.member is not None:
            return self.member.admin and self.reaches("administer")
        return self.principal.method == "shell"

    def reaches(self, right: strength.Right) -> bool:
        """Whether it is proved surely enough who this is."""
        return strength.reaches(self.principal, self.settings.least, right)

    @property
    def kept(self) -> bool:
        """Whether dibs keeps the accounts of the network that they speak on."""
        return self.principal.network in self.settings.passwords

    @property
    def place(self) -> str | None:
        return self.caller.audience.name if isinstance(self.caller.audience, Channel) else None

    async def journal(
        self,
        kind: str,
        *,
        ticket_id: int | None = None,
        role_id: int | None = None,
        prompt_id: int | None = None,
        texts: dict[str, str] | None = None,
        **data: Json,
    ) -> int:
        """Write down what was just changed, in the same transaction: the new values in `data`, free text in `texts`."""
        event_id = await journal.add(
            self.tx,
            uuid=uuid7(self.now),
            desk=self.desk_id,
            at=self.now,
            kind=kind,
            ticket_id=ticket_id,
            role_id=role_id,
            prompt_id=prompt_id,
            member_id=self.member_id,
            actor=self.name,
            network=self.principal.network or None,
            place=self.place,
            data=data,
        )
        kept = {name: text for name, text in (texts or {}).items() if text}
        if kept:
            await journal.add_texts(self.tx, event_id, kept)
        if ticket_id is not None and (kept or kind in REWRITES):
            await (search.add if kind == OPENED else search.put)(self.tx, ticket_id)
        return event_id
