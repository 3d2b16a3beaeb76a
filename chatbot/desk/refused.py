"""The one exception by which the desk says no."""

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


class NotLoggedIn(Refused):
    """By who proved nothing; `what` they would have to be somebody for."""

    def __init__(self, what: str) -> None:
        super().__init__(f"You aren't logged in. To {what}: log in to NickServ, then say it again.")
