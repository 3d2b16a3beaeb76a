"""Where an answer goes when the one who asked has changed the nick, or left, before it was ready."""

from chatbot.irc.folding import Fold

MOST_MOVES = 500


class Forwarding:
    """A nick that was put down may be somebody else's by now: an answer follows the person, or goes nowhere."""

    def __init__(self, fold: Fold) -> None:
        self._fold = fold
        self._moved: dict[str, str] = {}

    def renamed(self, old: str, new: str) -> None:
        if self._fold(old) != self._fold(new):
            self._put_down(old, new)

    def quit(self, nick: str) -> None:
        self._put_down(nick, "")

    def spoke(self, nick: str) -> None:
        """Whoever wears it now is who will be answered."""
        self._moved.pop(self._fold(nick), None)

    def where(self, nick: str) -> str:
        """The nick to answer to; empty if there is nobody any more."""
        return self._moved.get(self._fold(nick), nick)

    def _put_down(self, nick: str, new: str) -> None:
        gone = self._fold(nick)
        for asked, worn in self._moved.items():
            if worn and self._fold(worn) == gone:
                self._moved[asked] = new
        self._moved.pop(gone, None)
        self._moved[gone] = new
        if len(self._moved) > MOST_MOVES:
            del self._moved[next(iter(self._moved))]
