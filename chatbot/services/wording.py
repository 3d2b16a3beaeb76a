"""From the rows that are due to the lines that are said: repeats for one person become one line."""

from collections.abc import Sequence
from dataclasses import dataclass

from chatbot.desk.wording import LINE
from chatbot.services.holds import Checked
from store.records import Notice


@dataclass(frozen=True, slots=True)
class Said:
    """A row with the nick or channel that it goes to now."""

    checked: Checked
    target: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line for the wire; it stands for all its rows."""

    target: str
    text: str
    rows: tuple[Notice, ...]

    @property
    def urgent(self) -> bool:
        return any(row.urgent for row in self.rows)


def join(said: Sequence[Said]) -> list[Line]:
    """Rows of one `joined` word and target go together, where the first of them stood."""
    lines: list[Line] = []
    done: set[int] = set()
    for one in said:
        if one.checked.notice.id in done:
            continue
        together = [other for other in said if _belongs(one, other)]
        done.update(other.checked.notice.id for other in together)
        lines += _lines(together)
    return lines


def _belongs(one: Said, other: Said) -> bool:
    if one is other:
        return True
    word = one.checked.notice.joined
    return bool(word) and (word, one.target) == (other.checked.notice.joined, other.target)


def _lines(together: Sequence[Said]) -> list[Line]:
    if len(together) == 1:
        only = together[0]
        return [Line(only.target, only.checked.text, (only.checked.notice,))]
    word, target = together[0].checked.notice.joined, together[0].target
    lines: list[Line] = []
    text, rows = f"{word}: ", list[Notice]()
    for one in together:
        brief = one.checked.brief or one.checked.text
        if rows and len(text) + len(brief) + 2 > LINE:
            lines.append(Line(target, text, tuple(rows)))
            text, rows = f"{word}: ", []
        text += f", {brief}" if rows else brief
        rows.append(one.checked.notice)
    return [*lines, Line(target, text, tuple(rows))]
