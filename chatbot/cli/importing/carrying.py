"""The parts in which another desk comes in: who there is, then each ticket with what happened to it, then the rest."""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from msgspec import Struct

from chatbot.cli.importing.checking import Checked
from chatbot.cli.importing.meeting import Line, Met, Wishes
from chatbot.cli.importing.scratch import Scratch
from chatbot.desk.arrivingparts import Part, Stands
from chatbot.desk.priorities import PRIORITIES
from chatbot.desk.replaying import Told, replay
from store.carried import Here
from store.carrying import Range
from store.records import Event

ROWS = 50
"""Of who there is, in one part."""
EVENTS, SIZE = 200, 48 * 1024
"""Of one ticket, or characters of them."""
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class Carrying(Struct, frozen=True):
    """`whole`: the file is a whole desk, and this one is empty: it becomes the same."""

    scratch: Scratch
    met: Met
    here: Here
    wishes: Wishes
    checked: Checked
    whole: bool

    def ranges(self) -> list[Range]:
        """Ids that are set aside."""
        found = ((kind, self.scratch.ids(kind)) for kind in ("event", "prompt", "entry"))
        return [Range(kind, ids[0], ids[1] - ids[0] + 1, 0) for kind, ids in found if ids]

    def parts(self) -> Iterator[Part]:
        yield from self._around()
        for _, line in self.scratch.tickets():
            yield from self._of_ticket(line)
        if self.whole:
            yield from self._of_events(None, None)
        rows = ([row["what"], row] for row in self.scratch.between())
        yield from (self._part("desk between", rows=some) for some in _some(rows))
        if self.whole:
            yield from (self._part("desk bills", rows=[line]) for _, line in self.scratch.numbered("bill"))

    def _part(self, kind: str, **payload: object) -> Part:
        return Part(kind, {"whole": self.whole, **payload})

    def _around(self) -> Iterator[Part]:
        known = [
            *self._wanted("member", self.met.members),
            *self._wanted("role", self.met.roles),
            *self._wanted("type", self.met.types),
            *self._wanted("client", self.met.clients),
        ]
        yield from (self._part("desk around", rows=some) for some in _some(known))
        bonds = [row for row in known if row["line"]["kind"] != "client"]
        if self.whole:
            bonds += self.met.views
        yield from (self._part("desk bonds", rows=some) for some in _some(bonds))

    def _wanted(self, kind: str, rows: dict[Any, Line]) -> list[Line]:
        """By their ids, so that they keep them where they can. Into a desk that has tickets comes who is named."""
        return [rows[one] for one in sorted(rows) if self.whole or (kind, one) in self.checked.needed]

    def _of_ticket(self, line: Line) -> Iterator[Part]:
        number = line["number"]
        line = self._typed(line)
        self._put_aside(line)
        yield from self._of_events(number, line)

    def _of_events(self, number: int | None, line: Line | None) -> Iterator[Part]:
        """A ticket comes with the first of its events; most have no more than one part takes."""
        told: dict[int, Told] = {}
        first, some, size = True, list[Line](), 0
        for _, event in self.scratch.events_of(number):
            if some and (len(some) >= EVENTS or size > SIZE):
                yield self._events_part(line if first else None, number, some, None)
                first, some, size = False, [], 0
            some.append(event)
            size += len(json.dumps(event))
            replay([_event(event)], told)
        if line is None:
            if some:
                yield self._part("desk events", events=some)
            return
        yield self._events_part(line if first else None, number, some, self._end(line, told.get(line["number"])))

    def _events_part(self, line: Line | None, number: int | None, events: list[Line], end: Line | None) -> Part:
        if number is None:
            return self._part("desk events", events=events)
        if line is None:
            return self._part("desk more", of=number, events=events, end=end)
        payload = {"whole": self.whole, "ticket": line, "events": events, "end": end}
        return Part("desk ticket", payload, key=str(number), ticket=True, number=number, stands=_stands(line))

    def _end(self, line: Line, told: Told | None) -> Line:
        """What can be done when its events are here. How it stands is said where these don't say it, and wherever it
        comes to a desk that has others."""
        number = line["number"]
        as_told = told == Told(
            line["code"], line["owner_id"], PRIORITIES[line["priority"]], line["private"], line["role_id"]
        )
        return {
            "number": number,
            "held_by": line["held_by"] if self._is_of(line["held_by"], number) else None,
            "time": [one for one in self._entries(line) if self._is_of(one["event"], number)],
            "stands": None if self.whole and as_told else line,
            "alias": not self.whole,
        }

    def _is_of(self, event: int | None, number: int) -> bool:
        return event is not None and self.scratch.ticket_of_event(event) == number

    def _put_aside(self, line: Line) -> None:
        """What names another ticket too, or an event of another one."""
        number = line["number"]
        for one in line["relations"]:
            if (one["kind"], number, one["ticket"]) not in self.checked.untrue:
                self.scratch.put_between({"what": "relation", "of": number, **one})
        for one in line["troubles"]:
            if one["ticket"] is not None:
                self.scratch.put_between({"what": "trouble", "of": number, **one})
        if line["stay"]["waits_for"] is not None:
            self.scratch.put_between({"what": "waiting", "of": number, "ticket": line["stay"]["waits_for"]})
        for one in line["offers"]:
            if one["bundle"] is not None:
                self.scratch.put_between({"what": "bundle", "id": one["id"], "bundle": one["bundle"]})
        for one in self._entries(line):
            if not self._is_of(one["event"], number):
                event = self.scratch.ticket_of_event(one["event"])
                row = {**one, "event": one["event"] if event else None, "role_id": line["role_id"]}
                self.scratch.put_between({"what": "entry", "of": number, **row})

    def _entries(self, line: Line) -> list[Line]:
        """Which aren't here, by their ids, so that what is corrected comes before what corrects it."""
        found = [one for one in line["time"] if not self.scratch.is_worked(one["event"])]
        ids = {one["id"] for one in found}
        found.sort(key=lambda one: one["id"])
        return [{**one, "corrects": one["corrects"] if one["corrects"] in ids else None} for one in found]

    def _typed(self, line: Line) -> Line:
        """As another type, in the state of it that is most like its own."""
        name = self.wishes.types.get(line["type"])
        if name is None or name == line["type"]:
            return line
        states = self.here.types[name]
        like = (line["closed_at"] is not None, line["owner_id"] is not None)
        found = [code for code, (final, owned) in states.items() if (final, owned) == like or (final and like[0])]
        code = line["code"] if line["code"] in found else (found or list(states))[0]
        return {**line, "type": name, "code": code, "troubles": [], "notes": []}


def _stands(line: Line) -> Stands:
    if line["closed_at"] is not None:
        return "over"
    return "free" if line["owner_id"] is None else "owned"


def _event(line: Line) -> Event:
    """As far as it tells how its ticket stands."""
    return Event(
        *(line["id"], line["uuid"], "", LONG_AGO, line["event"], line["ticket"], line["role_id"], None, None, ""),
        *(None, None, line["data"], dict[str, str]()),
    )


def _some(rows: Iterable[Any]) -> Iterator[list[Any]]:
    some = list[Any]()
    for row in rows:
        some.append(row)
        if len(some) >= ROWS:
            yield some
            some = []
    if some:
        yield some
