"""How the grammar says no. The texts are fit to show and say what to write instead."""

from chatbot.desk.refused import Sentence


class Usage(Sentence):
    """The line can't be understood as it stands."""


class UnknownVerb(Usage):
    """`near`: so close to a verb of ours that it is worth saying even in a channel (VOICE, grammar 8)."""

    def __init__(self, sentence: str, *, near: bool = False) -> None:
        super().__init__(sentence)
        self.near = near


class AllRefused(Usage):
    """Of several tickets none could be changed; the lines say why."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        super().__init__(lines[0])
        self.lines = lines
