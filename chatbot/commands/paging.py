"""Long answers in pages: what doesn't fit ends with `23 more lines: more`, and `more` shows the next page.

A command has pages by saying so: `@command("list", pages=True)`. Its handler answers in full and knows nothing of them:
for the next page it is run again, as who speaks now and for those who read where it was asked, so that what became
private meanwhile isn't shown. Therefore only what looks and changes nothing may have pages.
"""

from dataclasses import dataclass, field
from datetime import datetime

from msgspec import Struct

from chatbot.commands.context import Context
from chatbot.commands.pages import Answer
from chatbot.commands.parse import Call
from chatbot.commands.registry import command
from chatbot.desk.bounds import USUAL
from chatbot.desk.durations import format_duration
from chatbot.desk.refused import Refused
from chatbot.desk.wording import TYPE
from chatbot.wire import Channel, Message

PAGE = 10
"""Lines in private: what a phone shows without scrolling far."""
KEPT = USUAL.more
MOST_KEPT = 1000

NO_MORE = (
    f"Nothing more to show here: a long answer goes on for {format_duration(KEPT)}, where it was asked."
    f" Anew: {TYPE}list"
)


class Page(Struct, frozen=True):
    """What was asked, and how many lines of the answer were read."""

    call: Call
    read: int
    at: datetime


@dataclass(slots=True)
class Paging:
    """By who asked and where: a page that was asked in private is never shown in a channel, nor the other way round."""

    prefix: str
    _kept: dict[str, Page] = field(default_factory=dict[str, Page])

    def cut(self, call: Call, said: Answer, message: Message, read: int = 0) -> Answer:
        """One page of it; the rest is kept by what was asked, never by its words.

        Another question with a short answer leaves the page of a long one.
        """
        if not call.command.declared.pages or message.principal.method in {"shell", "relayed"}:
            return said  # each `dibs say` is a program of its own, and over a bridge nothing goes on in private
        if (kept := self._kept.get(_place(message))) is not None and kept.call == call:
            del self._kept[_place(message)]
        everything = said.lines + said.private
        left = len(everything) - read - PAGE
        if left <= 1:  # to say that there is one more takes a line, too
            return _part(said, read, len(everything))
        self._keep(_place(message), Page(call, read + PAGE, message.at))
        page = _part(said, read, read + PAGE)
        return Answer(page.lines, (*page.private, self._ending(left, message)), said.opened)

    def take(self, message: Message) -> Page:
        """What goes on here for who asks; Refused if nothing does."""
        page = self._kept.pop(_place(message), None)
        if page is None or message.at - page.at > KEPT:
            raise Refused(NO_MORE)
        return page

    def _keep(self, place: str, page: Page) -> None:
        """The oldest is forgotten where there are many."""
        if len(self._kept) >= MOST_KEPT:
            del self._kept[next(iter(self._kept))]
        self._kept[place] = page

    def _ending(self, left: int, message: Message) -> str:
        """Said in private always."""
        if isinstance(message.audience, Channel):
            return f"{left} more lines. In {message.audience.name} say: {self.prefix}more"
        return f"{left} more lines: {TYPE}more"


def _place(message: Message) -> str:
    """No name on IRC has a space in it."""
    where = (message.mentioned_as or message.audience.name) if isinstance(message.audience, Channel) else ""
    return f"{message.principal.network} {message.principal.key} {where}"


def _part(said: Answer, start: int, end: int) -> Answer:
    """What goes on goes on in private, wherever it was asked."""
    if start and start >= len(said.lines) + len(said.private):
        return Answer((), ("That was all: there is less of it by now.",))
    if start == 0:
        return Answer(said.lines[:end], said.private[: max(0, end - len(said.lines))], said.opened)
    return Answer((), (said.lines + said.private)[start:end])


@command("more", who="whoever asked, where they asked", example="more")
async def more(ctx: Context) -> Answer:
    """The next page of your last long answer here, within 10 minutes."""
    return await ctx.next_page()
