"""Whether the tickets of a file can be taken as they stand: each sentence has the number of its line."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from msgspec import Struct

from chatbot.cli.importing import told
from chatbot.cli.importing.jsonl import Reading
from chatbot.cli.importing.meeting import Line, Met, Wishes
from chatbot.cli.importing.ways import Ways
from chatbot.desk.naming import named
from chatbot.desk.references import references
from store.carried import Here

Known = Callable[[list[str]], tuple[dict[str, int], set[str]]]
"""Of tickets, those that are here already; and which events are."""
PART = 500


@dataclass(slots=True)
class Checked:
    """`known`: tickets of the file that are here, by their numbers there. `needed`: who and what the others name.
    `untrue`: relations that are left out, since they close a circle: kind, ticket, other."""

    new: int = 0
    open: int = 0
    free: int = 0
    events: int = 0
    minutes: int = 0
    known: dict[int, int] = field(default_factory=dict[int, int])
    needed: set[tuple[str, int | str]] = field(default_factory=set[tuple[str, int | str]])
    untrue: set[tuple[str, int, int]] = field(default_factory=set[tuple[str, int, int]])


class Checking(Struct, frozen=True):
    reading: Reading
    met: Met
    here: Here
    wishes: Wishes
    whole: bool
    known: Callable[[list[str]], dict[str, int]]
    known_events: Callable[[list[str]], set[str]]
    worked_events: Callable[[list[str]], set[str]]

    def run(self, step: Callable[[], object]) -> Checked:
        """All tickets, then what happened of none."""
        checked, ways = Checked(), Ways()
        for some in _parts(self.reading.scratch.tickets()):
            there = self.known([line["uuid"] for _, line in some])
            for no, line in some:
                step()
                if line["uuid"] in there:
                    checked.known[line["number"]] = there[line["uuid"]]
                    self.reading.scratch.leave_out(line["number"])
                    self._leave_its_time_here(line["number"])
                elif fault := self._fault(line):
                    self._refuse(no, line, fault)
                else:
                    self._count(checked, line)
                    ways.add(line)
        self._leave_circles_out(checked, ways)
        for no, ticket in self.reading.scratch.lost_events():
            self.reading.bad.add(f"Line {no}: it happened to ticket {ticket}, and there is no good line of that one.")
        self._look_at_events_of_none()
        for no, line in self.reading.scratch.numbered("bill") if self.whole else ():
            if fault := self._of_bill(line):
                self.reading.bad.add(f"Line {no}: bill {line['id']}: {fault}")
                self.reading.scratch.leave_bill_out(line["id"])
        return checked

    def _leave_circles_out(self, checked: Checked, ways: Ways) -> None:
        for kind, ticket, other in ways.closing():
            self.reading.bad.add(f"Ticket {ticket}: that it {kind} {other} closes a circle; that alone is left out.")
            checked.untrue.add((kind, ticket, other))

    def _leave_its_time_here(self, number: int) -> None:
        """It may have gone to another ticket there since, by a merge: it mustn't come with that one once more."""
        for some in _parts(self.reading.scratch.events_of(number)):
            logged = {event["uuid"]: event["id"] for _, event in some if event["event"] == "time_logged"}
            for uuid in self.worked_events(list(logged)) if logged else ():
                self.reading.scratch.note_worked(logged[uuid])

    def _look_at_events_of_none(self) -> None:
        """What happened here already, as where one desk was copied from the other, is known and no fault."""
        for some in _parts(self.reading.scratch.events_of(None)):
            twice = self.known_events([line["uuid"] for _, line in some])
            for no, line in some:
                if line["uuid"] in twice:
                    self.reading.scratch.leave_event_out(line["id"])
                else:
                    self._look_at_event(no, line)

    def _refuse(self, no: int, line: Line, fault: str) -> None:
        count = sum(1 for _ in self.reading.scratch.events_of(line["number"]))
        more = f" Its {count} events are left out with it." if count else ""
        self.reading.bad.add(f"Line {no}: ticket {line['number']}: {fault}{more}")
        self.reading.scratch.leave_out(line["number"])

    def _count(self, checked: Checked, line: Line) -> None:
        checked.new += 1
        checked.open += line["closed_at"] is None
        checked.free += line["closed_at"] is None and line["owner_id"] is None
        checked.minutes += sum(one["minutes"] for one in line["time"])
        checked.needed.update(named(line))
        for some in _parts(self.reading.scratch.events_of(line["number"])):
            twice = self.known_events([event["uuid"] for _, event in some])
            for no, event in some:
                if event["uuid"] in twice:
                    self._refuse_event(no, event, "there is an event of its uuid here.")
                elif self._look_at_event(no, event):
                    checked.events += 1
                    checked.needed.update((*named(event), *references(event["data"])))

    def _look_at_event(self, no: int, line: Line) -> bool:
        fault = self._fault_of_event(line)
        if fault:
            self._refuse_event(no, line, fault)
        return fault is None

    def _refuse_event(self, no: int, line: Line, fault: str) -> None:
        self.reading.bad.add(f"Line {no}: event {line['id']}: {fault}")
        self.reading.scratch.leave_event_out(line["id"])

    def _fault_of_event(self, line: Line) -> str | None:
        if line["role_id"] is not None and line["role_id"] not in self.met.roles:
            return f"there is no good line of its role {line['role_id']}."
        if line["member"] is not None and line["member"] not in self.met.members:
            return f"there is no good line of its member {line['member']}."
        return told.fault(line["event"], line["data"])

    def _fault(self, line: Line) -> str | None:
        """Why that ticket can't be taken."""
        faults = (self._absent(line), self._of_type(line), _of_offers(line), self._of_privacy(line))
        return next((fault for fault in faults if fault), None)

    def _absent(self, line: Line) -> str | None:
        there: dict[str, Any] = {"member": self.met.members, "role": self.met.roles, "client": self.met.clients}
        for kind, one in named(line):
            if kind in there and one not in there[kind]:
                return f"it names the {kind} {one}, of which there is no good line."
        if line["project_id"] is not None and line["client_id"] is not None:
            projects = self.met.clients[line["client_id"]]["line"]["projects"]
            if line["project_id"] not in {one["id"] for one in projects}:
                return f"its client has no project {line['project_id']}."
        return None

    def _of_privacy(self, line: Line) -> str | None:
        """Who joins an open role by themselves wouldn't read it, but nobody could put it there either."""
        role = self.met.roles.get(line["role_id"])
        if role is None or not line["private"]:
            return None
        here = None if self.whole else role["here"]
        is_open = role["line"]["open"] if here is None else here in self.here.open_roles
        return f"it is private, and its role {role['line']['name']} is open to anyone." if is_open else None

    def _of_bill(self, line: Line) -> str | None:
        scratch, lines = self.reading.scratch, line["lines"]
        if line["client_id"] not in self.met.clients or any(one["member"] not in self.met.members for one in lines):
            return "its client, or somebody on it, is in no good line."
        entries = {*line["entries"], *(one["entry"] for one in lines)}
        if not all(map(scratch.has_entry, entries)) or not all(scratch.has_ticket(one["ticket"]) for one in lines):
            return "it bills what is in no good line."
        if line["minutes"] != sum(one["charged"] for one in lines):
            return "its minutes aren't those of its lines."
        if line["amount"] != sum(one["amount"] for one in lines):
            return "its amount isn't that of its lines."
        return None

    def _of_type(self, line: Line) -> str | None:
        name = self.wishes.types.get(line["type"], line["type"])
        if name in self.here.types:
            if name == line["type"] and line["code"] not in self.here.types[name]:
                return f"its type {name} has no state {line['code']} here. Say which it is: --type {name}=request"
            return None
        if name not in self.met.types:
            return f"its type {name} is neither here nor in a good line. Say which it is here: --type {name}=request"
        found = self.met.types[name]["line"]
        return None if line["code"] in _codes(found) else f"its type {name} has no state {line['code']}."


def _codes(type_: Line) -> set[int]:
    return {state["code"] for state in type_["states"]}


def _of_offers(line: Line) -> str | None:
    are_open = Counter(one["member"] is None for one in line["offers"] if one["state"] == "open")
    if any(count > 1 for count in are_open.values()):
        return "it is offered twice at a time."
    if are_open and line["closed_at"] is not None:
        return "it is closed, and offered all the same."
    return None


def _parts(rows: Iterable[tuple[int, Line]]) -> Iterator[list[tuple[int, Line]]]:
    some = list[tuple[int, Line]]()
    for row in rows:
        some.append(row)
        if len(some) >= PART:
            yield some
            some = []
    if some:
        yield some
