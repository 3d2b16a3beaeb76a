"""The one exception by which the desk says no."""

from typing import Literal

from chatbot.desk.wording import shown


class Sentence(Exception):
    """Its text is fit to show to whoever asked.

    `marked`: with `wording.TYPE` before what to type, for the door that knows what is needed there.
    """

    @property
    def marked(self) -> str:
        return super().__str__()

    def __str__(self) -> str:
        return shown(self.marked)


class Refused(Sentence):
    """The desk will not do it and nothing changed."""


Right = Literal["login", "member", "role", "private", "admin", "suspended", "asleep", "code", "proof"]
"""What was missing: docs/events.md says of each what it is."""


class NoRight(Refused):
    """For want of a right, which is written down for admins; of nothing else than these is it made."""

    def __init__(self, sentence: str, right: Right, ticket_id: int | None = None) -> None:
        super().__init__(sentence)
        self.right: Right = right
        self.ticket_id = ticket_id


class NotLoggedIn(NoRight):
    """By who proved nothing; `what` they would have to be somebody for. `kept`: dibs keeps the passwords there."""

    def __init__(self, what: str, *, kept: bool = False) -> None:
        how = f", {IDENTIFY}" if kept else ": log in to NickServ, then say it again."
        super().__init__(f"You aren't logged in. To {what}{how}", "login")


IDENTIFY = "say to dibs alone identify <password>; who is new says register <password>."
"""Never with what makes it a command where it is shown: no password is to be typed there."""
