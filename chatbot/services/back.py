"""The BACK line: what was held back from somebody, in one line, a few words for each ticket.

`While you were away: #12 taken, #15 free (vpn down, high). dibs 15`
"""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from chatbot.desk.priorities import NAMES, NORMAL
from chatbot.desk.wording import LINE, clean, fit
from store import journal, prompts
from store.database import Transaction
from store.records import Notice, Ticket

BEGIN = "While you were away: "
TITLE = 24
"""Characters of a title in it, at most; where it gets long, only what is free keeps its title, then nothing does."""

DONE: Mapping[str, str] = {
    "ticket_accepted": "taken",
    "ticket_stolen": "taken over",
    "ticket_released": "given back",
    "ticket_reopened": "reopened",
    "ticket_moved": "moved",
    "ticket_advanced": "moved on",
    "ticket_edited": "changed",
    "ticket_commented": "commented",
    "ticket_closed": "closed",
    "ticket_withdrawn": "withdrawn",
    "ticket_merged": "merged",
    "ticket_timed_out": "not taken",
    "ticket_asked": "a question for you",
    "ticket_asked_again": "a question for you",
    "ticket_answered": "answered",
    "ticket_held": "on hold",
    "ticket_resumed": "resumed",
    "ticket_woke": "back from hold",
    "ticket_urgent": "urgent",
    "assignment_declined": "declined",
    "assignment_timed_out": "unanswered",
    "dictation_ended": "no longer noted",
    "timer_asked": "your timer runs",
    "timer_ended": "your timer ended",
}
"""What is said of an event; of all others that there is `news`."""
MOST_DONE = 2


class Part(Struct, frozen=True):
    """A ticket in the line. `offer`: the word that takes it, `dibs` or `yes`; else empty, and it was `done`.

    `fact`: its priority, unless it is the usual one. `title` is empty where it is private.
    """

    number: int
    title: str
    fact: str
    offer: str
    done: tuple[str, ...]

    def text(self, room: int) -> str:
        """With at most so many characters of the title."""
        title = fit(clean(self.title), room) if room and self.title else ""
        facts = ", ".join(one for one in (title, self.fact if self.offer else "") if one)
        return " ".join(one for one in (f"#{self.number}", self._what(), f"({facts})" if facts else "") if one)

    def _what(self) -> str:
        if not self.title:
            return ""
        return {"dibs": "free", "yes": "offered to you"}.get(self.offer, " and ".join(self.done[-MOST_DONE:]))


async def part_of(tx: Transaction, notice: Notice, ticket: Ticket | None) -> Part | None:
    """None for what is about no ticket: it is said in its own words."""
    if ticket is None or not notice.held:
        return None
    private = ticket.private or notice.masked
    event = await journal.get(tx, notice.event_id)
    return Part(
        ticket.id,
        "" if private else ticket.title,
        "" if private or ticket.priority == NORMAL else NAMES[ticket.priority],
        await _offer(tx, notice),
        (DONE.get(event.kind, "news") if event else "news",),
    )


async def _offer(tx: Transaction, notice: Notice) -> str:
    prompt = await prompts.get(tx, notice.prompt_id) if notice.prompt_id and notice.holds == "offer" else None
    if prompt is None:
        return ""
    return "dibs" if prompt.member_id is None else "yes"


def line(parts: Sequence[Part]) -> str:
    """All of them in one line; where they don't fit, the last ones are counted."""
    tickets = _merged(parts)
    return next(text for text in (*_fuller(tickets), *_shorter(tickets)) if len(text) <= LINE)


def _merged(parts: Sequence[Part]) -> list[Part]:
    """One for each ticket, with all that was done; an offer is the news, whatever else there was."""
    found: dict[int, Part] = {}
    for one in parts:
        before = found.get(one.number, one)
        done = tuple(dict.fromkeys((*before.done, *one.done)))
        found[one.number] = Part(one.number, one.title, one.fact, one.offer or before.offer, done)
    return list(found.values())


def _fuller(tickets: Sequence[Part]) -> Iterator[str]:
    for free, others in ((TITLE, TITLE), (TITLE, 0), (TITLE // 2, 0), (0, 0)):
        yield _said([one.text(free if one.offer else others) for one in tickets], _hint(tickets))


def _shorter(tickets: Sequence[Part]) -> Iterator[str]:
    """Ever fewer of them, and how many more there are."""
    hint = "list free" if any(one.offer for one in tickets) else "mine"
    texts = [one.text(0) for one in tickets]
    for count in range(len(texts) - 1, 0, -1):
        yield _said([*texts[:count], f"{len(texts) - count} more"], hint)


def _said(texts: Sequence[str], hint: str) -> str:
    return f"{BEGIN}{', '.join(texts)}. {hint}"


def _hint(tickets: Sequence[Part]) -> str:
    """What to type: it takes the first that is offered, else it shows the first."""
    offered = next((one for one in tickets if one.offer), None)
    return f"{offered.offer} {offered.number}" if offered else f"show {tickets[0].number}"
