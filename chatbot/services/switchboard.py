"""Keeps a station for each state of each type, and calls it as soon as there is something for it to do."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

from chatbot.desk import servicenames
from chatbot.desk.act import Act
from chatbot.desk.desk import NOBODY, Desk
from chatbot.services import backlogs
from chatbot.services.codes import Code, placed
from chatbot.services.hands import Hands
from chatbot.services.hearing import Hearing
from chatbot.services.proceeding import Proceeding
from chatbot.services.stations import Station, caller_of
from chatbot.services.supervisor import Supervisor
from chatbot.services.waiting import unwatched
from store import stays
from store.records import TicketState
from store.stays import ServiceKey

PATIENCE = timedelta(minutes=5)
"""A station looks for itself once a minute."""
HEARS = frozenset({"on_event", "on_notice"})


@dataclass(slots=True)
class Switchboard:
    desk: Desk
    supervisor: Supervisor
    codes: Sequence[Code] = ()
    stations: dict[ServiceKey, Station] = field(default_factory=dict[ServiceKey, Station])
    beat: Callable[[], None] = unwatched
    hands: Hands = field(init=False)

    def __post_init__(self) -> None:
        self.hands = Hands(self._all_look)

    @property
    def places(self) -> list[str]:
        """In the journal, of the stations that read it."""
        hearings = [station.hearing for station in self.stations.values() if station.hearing is not None]
        return [hearing.place for hearing in hearings if hearing.events]

    async def open(self) -> None:
        """Start the stations of all types that there are."""
        for state in await self.desk.look(NOBODY, _list_states):
            self._start(state)

    async def renew(self, codes: Sequence[Code]) -> None:
        """Types or plugins are others: what runs already as it should runs on. Where it failed halfway the next time
        mends it, since what counts is what runs."""
        self.codes, after = codes, placed(codes, self.desk.settings.types)
        wanted = {ServiceKey(state.type, state.code): state for state in await self.desk.look(NOBODY, _list_states)}
        for key, station in list(self.stations.items()):
            kept = key in wanted and self._name(wanted[key]) == station.name
            if not kept or station.code is not after.get((key.type, key.state)):
                await self.supervisor.stop(self.stations.pop(key).name)
        for key in wanted.keys() - self.stations.keys():
            self._start(wanted[key])

    async def run(self) -> None:
        """For ever: after each commit those are called that have something to do."""
        while True:
            self.beat()
            commits = self.desk.database.commits
            for key in await self.desk.database.glance(stays.list_called):
                if key in self.stations:
                    self.stations[key].bell.ring()
            for station in self.stations.values():
                if station.hearing is not None and station.hearing.events:
                    station.bell.ring()
            await self.desk.database.changed(commits)

    def _start(self, state: TicketState) -> None:
        station = self.station_for(state)
        self.stations[station.key] = station
        self.supervisor.start(
            station.name, station.run, patience=PATIENCE, backlog=partial(backlogs.todo, key=station.key)
        )

    def station_for(self, state: TicketState) -> Station:
        key, name = ServiceKey(state.type, state.code), self._name(state)
        code = placed(self.codes, self.desk.settings.types).get((state.type, state.code))
        beat = partial(self.supervisor.beat, name)
        if code is None:
            return Station(name, key, self.desk, self.hands, beat=beat)
        proceeding = Proceeding(name, code, self.desk, caller_of(name), self.hands)
        hearing = Hearing(key, proceeding) if HEARS & code.functions.keys() else None
        return Station(name, key, self.desk, self.hands, proceeding, hearing, beat)

    def _name(self, state: TicketState) -> str:
        return servicenames.name_of(self.desk.settings.name, state)

    def _all_look(self) -> None:
        for station in self.stations.values():
            if station.proceeding is not None:
                station.bell.ring()


async def _list_states(act: Act) -> Sequence[TicketState]:
    return await servicenames.list_states(act)
