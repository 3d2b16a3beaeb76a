"""From the rows that are due to the lines that are said: repeats for one person become one line."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from chatbot.desk.wording import LINE
from chatbot.services import back, gathered
from chatbot.services.holds import Checked
from store.records import Notice

TO_TAKE = frozenset({"offer", "free"})
"""What such a line speaks of is somebody's for the taking."""


class Said(Struct, frozen=True):
    """A row with the nick or channel that it goes to now."""

    checked: Checked
    target: str


class Line(Struct, frozen=True):
    """One line for the wire; it stands for all its rows."""

    target: str
    text: str
    rows: tuple[Notice, ...]
    due_at: datetime | None = None
    """Of the first of them that is due, where a delay is worth saying."""
    title: str = ""

    @property
    def urgent(self) -> bool:
        return any(row.urgent for row in self.rows)


def join(said: Sequence[Said]) -> list[Line]:
    """Rows of one `joined` word and target go together, where the first of them stood; so does all that was held back.

    One that is late is said in that form too: its own text may name a time that has passed."""
    lines: list[Line] = []
    done: set[int] = set()
    for one in said:
        if one.checked.notice.id in done:
            continue
        together = [other for other in said if _belongs(one, other)]
        done.update(other.checked.notice.id for other in together)
        lines += [_dated(line, together) for line in _lines(together)]
    return lines


def _dated(line: Line, together: Sequence[Said]) -> Line:
    ids = {row.id for row in line.rows}
    due = [one.checked.due_at for one in together if one.checked.notice.id in ids and one.checked.due_at]
    return replace(line, due_at=min(due, default=None), title=together[0].checked.title)


def _belongs(one: Said, other: Said) -> bool:
    if one is other:
        return True
    if one.checked.back or other.checked.back:
        return bool(one.checked.back and other.checked.back) and one.target == other.target
    word = one.checked.notice.joined
    key, others = (word, one.checked.notice.storm_id), (other.checked.notice.joined, other.checked.notice.storm_id)
    return bool(word) and key == others and one.target == other.target


def _lines(together: Sequence[Said]) -> list[Line]:
    if parts := [one.checked.back for one in together if one.checked.back]:
        return [Line(together[0].target, back.line(parts), tuple(one.checked.notice for one in together))]
    only = together[0].checked
    rows = tuple(one.checked.notice for one in together)
    if words := [one.checked.text for one in together if _is_word_on_all(one.checked.notice)]:
        return [Line(together[0].target, words[-1], rows)]
    if len(together) == 1 and not (only.late and only.notice.joined):
        return [Line(together[0].target, only.text, rows)]
    if only.notice.holds in TO_TAKE:
        briefs = [one.checked.brief or one.checked.text for one in together]
        numbers = [row.ticket_id for row in rows if row.ticket_id is not None]
        return [Line(together[0].target, gathered.offers(only.notice.joined, briefs, numbers), rows)]
    return _listed(together)


def _is_word_on_all(notice: Notice) -> bool:
    """About a storm: the newest of them is said for all that waited for it."""
    return notice.storm_id is not None and notice.ticket_id is None


def _listed(together: Sequence[Said]) -> list[Line]:
    """As many in a line as fit; what is said twice is said once, and so is what is alike."""
    word = together[0].checked.notice.joined
    briefs = [one.checked.brief or one.checked.text for one in together]
    at_once = f"{word}: {', '.join(gathered.alike(briefs))}"
    if len(at_once) <= LINE:
        return [Line(together[0].target, at_once, tuple(one.checked.notice for one in together))]
    lines: list[Line] = []
    parts, rows = list[str](), list[Said]()
    for one, brief in zip(together, briefs, strict=True):
        if brief not in parts and parts and len(_joined([*parts, brief], together)) > LINE:
            lines.append(_line(parts, rows))
            parts, rows = [], []
        parts += [] if brief in parts else [brief]
        rows.append(one)
    return [*lines, _line(parts, rows)]


def _line(parts: Sequence[str], rows: Sequence[Said]) -> Line:
    return Line(rows[0].target, _joined(parts, rows), tuple(row.checked.notice for row in rows))


def _joined(parts: Sequence[str], rows: Sequence[Said]) -> str:
    return f"{rows[0].checked.notice.joined}: {', '.join(parts)}"
