"""Where an answer goes when the one who asked has changed the nick, or left, before it was ready."""

from chatbot.irc.folding import Fold

MOST_MOVES = 500


class Forwarding:
    """A nick that was put down may be somebody else's by now: an answer follows the person, or goes nowhere.

    People are told apart by the whole nick!user@host: else who takes the nick and speaks would be taken for who asked.
    """

    def __init__(self, fold: Fold) -> None:
        self._fold = fold
        self._moved: dict[str, str] = {}

    def renamed(self, old: str, new: str) -> None:
        if self._fold(old) != self._fold(new):
            self._put_down(old, new)

    def quit(self, mask: str) -> None:
        self._put_down(mask, "")

    def spoke(self, mask: str) -> None:
        """Whoever wears it now is who will be answered."""
        self._moved.pop(self._fold(mask), None)

    def where(self, mask: str) -> str:
        """The address to answer to; empty if there is nobody any more."""
        return self._moved.get(self._fold(mask), mask)

    def _put_down(self, mask: str, new: str) -> None:
        gone = self._fold(mask)
        for asked, worn in self._moved.items():
            if worn and self._fold(worn) == gone:
                self._moved[asked] = new
        self._moved.pop(gone, None)
        self._moved[gone] = new
        if len(self._moved) > MOST_MOVES:
            del self._moved[next(iter(self._moved))]
