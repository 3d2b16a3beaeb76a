"""What a handler knows besides its arguments."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from chatbot.commands.registry import Command, Table
from chatbot.desk.act import Caller
from chatbot.wire import Audience, Message, Principal

if TYPE_CHECKING:
    from chatbot.desk.desk import Desk


@dataclass(frozen=True, slots=True)
class Context:
    desk: "Desk"
    message: Message
    now: datetime
    command: Command
    verb: str
    """The name that was typed: `take`, where the command is `accept`."""
    table: Table
    prefix: str = "!"

    @property
    def principal(self) -> Principal:
        return self.message.principal

    @property
    def audience(self) -> Audience:
        """Who reads the answer: visibility is decided by it, never by the speaker."""
        return self.message.audience

    @property
    def caller(self) -> Caller:
        return Caller(self.principal, self.audience)

    @property
    def me(self) -> str:
        """The nick to write to."""
        return self.message.me[0] if self.message.me else "dibs"
