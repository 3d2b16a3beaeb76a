"""Plays a ticket's life: opens it, lets people do what they are to do, and time pass until nothing is left to come."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from chatbot.app import command_table
from chatbot.app.opening import SETTER_UP
from chatbot.commands.answer import Commander
from chatbot.desk import awake, prompts, reading, upcoming
from chatbot.desk.act import Act
from chatbot.desk.reading import History
from chatbot.desk.refused import Refused
from chatbot.desk.upcoming import Coming
from chatbot.tour.rehearsal.deeds import Deed
from chatbot.tour.rehearsal.entries import TOLD, Asked, Entry, Happened, Said, Typed, What, in_words
from chatbot.tour.rehearsal.stage import Stage
from chatbot.wire import Message, Outgoing, Principal, Private, Reply
from store import prompts as offers
from store import roles, tickets
from store.records import Event

SHELL = "shell"
MOST = 500
"""Lines that one ticket's life may have."""


@dataclass(slots=True)
class Play:
    """`lasts`: how much time may pass. `coming`: what is left to come after that, or after so many lines."""

    stage: Stage
    deeds: list[Deed]
    lasts: timedelta
    begins: datetime = field(init=False)
    number: int = 0
    entries: list[Entry] = field(default_factory=list[Entry])
    coming: tuple[Coming, ...] = ()
    _seen: int = 0
    """The newest event that was told of."""

    def __post_init__(self) -> None:
        self.begins = self.stage.clock.now()
        self.deeds.sort(key=lambda deed: deed.after)

    async def run(self, line: str) -> None:
        """`line` opens the ticket. Refused where it can't, or where somebody can't do what they are to do."""
        newest = await self.stage.desk.database.read(tickets.newest)
        replies = await self._answered(self.stage.you, line)
        found = await self.stage.desk.database.read(tickets.newest)
        if found is None or found == newest:
            raise Refused(replies[0].lines[0])
        self.number = found
        self._tell(Typed(self.stage.you, line), *_answers(self.stage.you, replies))
        await self._go_on()
        while len(self.entries) < MOST and (moment := await self._next_moment()) is not None:
            self.stage.clock.jump(moment)
            await self._do_what_they_do()
            await self._go_on()
        if len(self.entries) < MOST:
            self.stage.clock.jump(self.begins + self.lasts)
        del self.entries[MOST:]
        _, self.coming = await self.stage.desk.look(SETTER_UP, upcoming.of_ticket, self.number)

    async def _next_moment(self) -> datetime | None:
        """When something is due, or somebody is to do something; None at the end."""
        due = await self.stage.next_moment()
        moments = [due] if due else []
        moments += [self.begins + deed.after for deed in self.deeds[:1]]
        moment = min(moments, default=None)
        return moment if moment is not None and moment - self.begins <= self.lasts else None

    async def _do_what_they_do(self) -> None:
        while self.deeds and self.begins + self.deeds[0].after <= self.stage.clock.now():
            deed = self.deeds.pop(0)
            line = deed.line(self.number)
            self._tell(Typed(deed.who, line), *_answers(deed.who, await self._answered(deed.who, line)))

    async def _answered(self, who: str, line: str) -> list[Reply]:
        """As at the shell, where one may be any member."""
        principal = Principal(SHELL, who, who, who, SHELL)
        message = Message(principal, Private(SHELL, who), line, self.stage.clock.now())
        replies = await Commander(self.stage.desk, command_table()).answer(message)
        if wrong := next((reply for reply in replies if reply.error), None):
            raise Refused(f"{who}, {line}: {wrong.lines[0]}" if self.number else wrong.lines[0])
        return replies

    async def _go_on(self) -> None:
        """All that follows now: first what happens, then what is said of it."""
        await self.stage.settle()
        history = await self.stage.desk.look(SETTER_UP, reading.history, self.number)
        for event in (event for event in history.events if event.id > self._seen):
            self._seen = event.id
            if text := await self._in_words(event, history):
                self._tell(Happened(event, text))
        self._tell(*_together(self.stage.take()))

    async def _in_words(self, event: Event, history: History) -> str:
        if event.kind not in TOLD and event.member_id is not None:
            return ""  # what people do is told as they do it
        told = event.kind in TOLD
        asked = await self.stage.desk.look(SETTER_UP, _asked, event, self.stage.gone) if told else Asked()
        return in_words(event, history.names, asked)

    def _tell(self, *what: What) -> None:
        self.entries += [Entry(self.stage.clock.now(), one) for one in what]


async def _asked(act: Act, event: Event, gone: Container[str]) -> Asked:
    prompt = await offers.get(act.tx, event.prompt_id or 0)
    role = await roles.get(act.tx, prompt.role_id) if prompt else None
    ticket = await tickets.get(act.tx, prompt.ticket_id) if prompt else None
    if prompt is None or role is None or ticket is None or prompt.member_id is not None:
        return Asked()
    could = await prompts.to_ask(act, prompt, ticket)
    here = await awake.who_is_here(act, could, urgent=awake.wakes(ticket))
    how = [" (gone)" if one.name in gone else "" if one in here else " (rests)" for one in could]
    return Asked(role.name, tuple(one.name + rests for one, rests in zip(could, how, strict=True)))


def _answers(who: str, replies: Sequence[Reply]) -> Iterator[Said]:
    yield from (Said((who,), "", line) for reply in replies for line in reply.lines)


def _together(lines: Sequence[Outgoing]) -> Iterator[Said]:
    """What several are told alike stands there once; channels first."""
    aloud = [line for line in lines if line.target[:1] in "#&+"]
    yield from (Said((), line.target, line.text) for line in aloud)
    readers: dict[str, list[str]] = {}
    for line in (line for line in lines if line not in aloud):
        readers.setdefault(line.text, []).append(line.target)
    yield from (Said(tuple(to), "", text) for text, to in readers.items())
