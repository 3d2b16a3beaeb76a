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
