"""How the grammar says no. The texts are fit to show and say what to write instead."""


class Usage(Exception):
    """The line can't be understood as it stands."""


class UnknownVerb(Usage):
    """`near`: so close to a verb of ours that it is worth saying even in a channel (VOICE, grammar 8)."""

    def __init__(self, sentence: str, *, near: bool = False) -> None:
        super().__init__(sentence)
        self.near = near
