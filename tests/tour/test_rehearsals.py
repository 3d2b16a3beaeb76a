"""A simulated life: what the real desk would do and say, on a copy, and nothing of it anywhere else."""

import sys
from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from types import ModuleType

import pytest

from chatbot.app import open_desk
from chatbot.config import Config
from chatbot.config.model import Desk as DeskSection
from chatbot.config.model import Role
from chatbot.config.types import State, Type
from chatbot.desk import quieting, roles
from chatbot.desk.desk import Desk
from chatbot.desk.people import Person as Named
from chatbot.desk.refused import Refused
from chatbot.plugin import Do, Event, Notice, Person, ServiceTicket, on, service
from chatbot.tour.rehearsal import play as playing
from chatbot.tour.rehearsal.deeds import deed
from chatbot.tour.rehearsal.entries import after, pieces
from chatbot.tour.rehearsal.play import Play
from chatbot.tour.rehearsal.stage import open_stage
from store import cursors
from store.database import Transaction
from tests.desk.doing import accept, dump, new
from tests.people import START, FakeClock, add_member, in_private, pass_time, shell
from tests.services.rows import queue

WEEK = timedelta(days=7)
INCIDENT = Type(
    role="ops",
    transitions=[[1, 2], [2, 3, 1], [3, 2]],
    states={1: "new", 2: "accepted", 3: "closed"},
    final=[3],
    lifetime=timedelta(minutes=20),
    state={2: State(lifetime=timedelta(hours=1), then=3)},
)


@pytest.fixture
def config(tmp_path: Path) -> Config:
    ops = Role(name="ops", channel="#ops", next="leads", prompts=2)
    leads = Role(name="leads", channel="#leads")
    return Config(
        desk=DeskSection(database=tmp_path / "data" / "dibs.db"), role=[ops, leads], types={"incident": INCIDENT}
    )


@pytest.fixture
async def desk(config: Config, clock: FakeClock) -> AsyncIterator[Desk]:
    """bob and dave are in ops, erin leads; it is open, as by a dibs that runs."""
    desk = await open_desk(config, clock)
    for name, role in (("bob", "ops"), ("dave", "ops"), ("erin", "leads")):
        await add_member(desk, name, network="embedded")
        await desk.change(shell(), roles.add, role, Named(name))
    yield desk
    await desk.database.close()


async def played(
    config: Config,
    line: str = "new type=incident db1 is down",
    *,
    deeds: Sequence[str] = (),
    lasts: timedelta = timedelta(hours=3),
    as_: str | None = None,
    gone: Sequence[str] = (),
    begins: datetime = START,
) -> Play:
    async with open_stage(config, begins, as_=as_, gone=gone) as stage:
        play = Play(stage, [deed(one, "") for one in deeds], lasts)
        await play.run(line)
        return play


def lines(play: Play) -> list[str]:
    return ["".join(text for text, _ in pieces(one, after(one, play.begins))).lstrip() for one in play.entries]


def told(play: Play, words: str) -> list[str]:
    return [line for line in lines(play) if words in line]


@pytest.mark.usefixtures("desk")
async def test_a_life_is_told_from_its_opening_to_its_end(config: Config) -> None:
    assert lines(await played(config)) == [
        "0s  you p> new type=incident db1 is down",
        "0s  you p< #1 opened for ops: db1 is down. 2 asked; you hear within 10m.",
        "0s  ops is asked for 10m: bob, dave",
        "0s  #ops< #1 new for ops: db1 is down (you). Take it: dibs 1",
        "0s  bob, dave p< #1 for ops: db1 is down (you). dibs 1 takes it, decline 1 passes.",
        "5m  ops is asked again, 5m left",
        "5m  half of its time is over, 5m left",
        "5m  #ops< #1 still free, 5m left: db1 is down. dibs 1",
        "5m 30s  bob, dave p< #1 still free, 5m left: db1 is down. dibs 1",
        "10m  ops: nobody took it in 10m, leads asked",
        "10m  leads is asked for 20m: erin",
        "10m  #leads< #1 from ops (2 asked, 0 took, 10m): db1 is down. dibs 1",
        "10m  #ops< #1 passed on, still free: db1 is down. dibs 1",
        "10m  erin p< #1 from ops, not taken there: db1 is down. dibs 1 takes it, decline 1 passes.",
        "10m  you p< #1 db1 is down: nobody in ops took it in 10m. leads is asked now. why 1",
        "15m  leads is asked again, 15m left",
        "15m 30s  erin p< #1 still free, 15m left: db1 is down. dibs 1",
        "20m  half of its time is over, 10m left",
        "20m  leads is asked again, 10m left",
        "20m  #leads< #1 still free, 10m left: db1 is down. dibs 1",
        "20m 30s  erin p< #1 still free, 10m left: db1 is down. dibs 1",
        "30m  leads: nobody took it in 20m",
        "30m  #leads< #1 timed out, still free: db1 is down. dibs 1",
        "30m  you p< #1 db1 is down: nobody in leads took it in 20m. It stays open: show 1",
    ]


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.endswith("-shm")}


async def test_the_desk_itself_is_only_read_though_dibs_runs(config: Config, desk: Desk) -> None:
    """What it has committed and not yet moved into the file is in the copy, too."""
    await new(desk, in_private("bob", network="embedded"), role="ops")
    before, rows = files(config.desk.database.parent), dump(config.desk.database)
    assert before["dibs.db-wal"]
    assert (await played(config)).number == 2
    assert files(config.desk.database.parent) == before
    assert dump(config.desk.database) == rows


async def test_a_desk_that_rests_gets_no_file_beside_it(config: Config, desk: Desk) -> None:
    await desk.database.close()
    before = files(config.desk.database.parent)
    await played(config)
    assert [path.name for path in config.desk.database.parent.iterdir()] == ["dibs.db"]
    assert files(config.desk.database.parent) == before


@pytest.mark.usefixtures("desk")
async def test_nothing_is_left_behind(config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    await played(config)
    with pytest.raises(Refused):
        await played(config, "new @opps x")
    assert list((tmp_path / "tmp").iterdir()) == []


async def test_what_goes_on_at_the_desk_doesnt_go_on_there(config: Config, desk: Desk, clock: FakeClock) -> None:
    """bob's printers are a storm, one of them stays too long, and lines are still to be said."""
    bob = in_private("bob", network="embedded", method="believed")
    for number in range(6):
        await new(desk, bob, f"printer {number} on fire", role="ops")
    await accept(desk, in_private("dave", network="embedded", method="believed"), 2)
    await desk.database.write(_too_long, 2)
    await queue(desk, "#1 printer 0 on fire is still to be said", ticket=1, network="embedded")
    await pass_time(desk, clock, timedelta(minutes=1))
    play = await played(config, "new @ops db1 is down", as_="bob", begins=clock.now(), lasts=WEEK)
    assert told(play, "printer") == []
    assert told(play, "0s  #ops< #7 new for ops") != [], "it is no part of the storm"
    assert told(play, "10m  ops: nobody took it in 10m, leads asked") != []


async def _too_long(tx: Transaction, number: int) -> None:
    await tx.run("update stay set todo = 'timeout' where ticket_id = :number", number=number)


async def test_who_rests_is_passed_over_as_they_would_be(config: Config, desk: Desk) -> None:
    for name in ("bob", "dave"):
        await desk.change(in_private(name, network="embedded", method="believed"), quieting.put_hours, 9 * 60, 12 * 60)
    play = await played(config)
    assert told(play, "ops is asked") == ["0s  ops is asked for 10m: bob (rests), dave (rests)"]
    assert told(play, "ops: nobody was here") == ["0s  ops: nobody was here, leads asked"]
    (opened,) = told(play, "you p< #1 opened")
    assert opened.endswith("Nobody in ops is here now, so leads is asked; you hear within 20m.")


@pytest.mark.usefixtures("desk")
async def test_who_is_gone_isnt_told(config: Config) -> None:
    play = await played(config, gone=("Bob", "dave"))
    assert told(play, "ops is asked") == ["0s  ops is asked for 10m: bob (gone), dave (gone)"]
    assert told(play, "bob p<") == []
    assert told(play, "ops: nobody was here") == ["10s  ops: nobody was here, leads asked"]


@pytest.mark.usefixtures("desk")
async def test_people_may_answer_and_what_they_do_brings_more_about(config: Config) -> None:
    play = await played(config, deeds=["dave@2m decline at lunch", "bob@7m accept", "you@8m re thanks"])
    assert told(play, " p> ") == [
        "0s  you p> new type=incident db1 is down",
        "2m  dave p> decline 1 at lunch",
        "7m  bob p> accept 1",
        "8m  you p> re 1 thanks",
    ]
    assert told(play, "bob p< #1 is yours") == ["7m  bob p< #1 is yours: db1 is down. When done: close 1"]
    assert told(play, "taken by bob") == ["7m  #ops< #1 taken by bob."]
    assert told(play, "you added") == ["8m  bob p< #1 db1 is down: you added: thanks"]
    assert told(play, "leads") == []


@pytest.mark.usefixtures("desk")
async def test_states_have_their_lifetimes(config: Config) -> None:
    """It goes on by itself an hour after it was accepted."""
    play = await played(config, deeds=["bob@7m accept"])
    assert told(play, "1h 7m  you p< #1 db1 is down: closed by dibs-incident-2-accepted (done).") != []
    assert play.coming == ()


@pytest.mark.usefixtures("desk")
async def test_a_member_may_open_it(config: Config) -> None:
    play = await played(config, as_="ERIN")
    assert told(play, "erin p> new") == ["0s  erin p> new type=incident db1 is down"]
    assert told(play, "(erin)") != []


@pytest.mark.usefixtures("desk")
async def test_it_ends_after_so_long_and_says_what_would_come(config: Config) -> None:
    play = await played(config, lasts=timedelta(minutes=6))
    assert lines(play)[-1].startswith("5m 30s")
    assert [one.kind for one in play.coming] == ["prompt_end"]


@pytest.mark.usefixtures("desk")
async def test_it_ends_after_so_many_lines(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(playing, "MOST", 7)
    play = await played(config)
    assert len(play.entries) == 7
    assert play.coming


async def test_without_a_desk_there_is_a_new_one_as_the_configuration_begins(config: Config) -> None:
    play = await played(config)
    assert told(play, "ops is asked")[0] == "0s  ops is asked for 20m: nobody is in it"
    assert not config.desk.database.exists()


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    ("line", "deeds", "sentence"),
    [
        ("new type=incidnt x", (), "No type incidnt"),
        ("new @opps x", (), "No role opps"),
        ("new key=db1 recovered=yes", (), "Nothing"),
        ("new db1 is down", ("erin@1m accept",), "erin, accept 1: #1 is for ops, and you aren't in it."),
        ("new db1 is down", ("bob@1m dance",), "bob, dance 1: No verb dance"),
        ("new db1 is down", ("zed@1m accept",), "No member zed"),
    ],
)
async def test_what_cannot_be_is_refused(config: Config, line: str, deeds: Sequence[str], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence.replace("(", r"\(")):
        await played(config, line, deeds=deeds)


@pytest.mark.usefixtures("desk")
async def test_nobody_unknown_takes_part(config: Config) -> None:
    for wrong in (played(config, as_="zed"), played(config, gone=("zed",))):
        with pytest.raises(Refused, match="No member zed; there are bob, dave, erin"):
            await wrong


CALLED: list[int] = []


@service("incident", "new")
class Caller:
    """Would call somebody out there."""

    async def proceed(self, ticket: ServiceTicket, do: Do) -> None:
        CALLED.append(ticket.id)
        do.advance()


@on("prompt_opened")
def also(event: Event) -> list[Notice]:
    return [Notice(to=Person(1), text=f"#{event.ticket_id} says a plugin of ours")]


@pytest.mark.usefixtures("desk")
async def test_plugins_speak_and_the_code_of_services_isnt_called(
    config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = ModuleType("our_pager")
    for one in (Caller, also):
        monkeypatch.setattr(one, "__module__", "our_pager")
        setattr(module, one.__name__, one)
    monkeypatch.setitem(sys.modules, "our_pager", module)
    theirs = config.desk.model_copy(update={"plugins": ["our_pager"]})
    play = await played(config.model_copy(update={"desk": theirs}))
    assert told(play, "bob p<")[0] == "0s  bob p< #1 says a plugin of ours"
    assert told(play, "#ops<") == [], "no other plugin is named"
    assert (CALLED, play.stage.unplayed) == ([], ["our_pager.Caller"])


async def _deaf(tx: Transaction) -> None:
    await cursors.add(tx, "service dibs-incident-1-new", 0)


async def test_code_that_isnt_called_holds_no_offer_up(config: Config, desk: Desk) -> None:
    await desk.database.write(_deaf)
    nobody_speaks = config.model_copy(update={"desk": config.desk.model_copy(update={"plugins": []})})
    play = await played(nobody_speaks, gone=("bob", "dave", "erin"))
    assert told(play, "nobody took it")[0] == "10m  ops: nobody took it in 10m, leads asked"


def test_a_deed_is_read_as_it_is_written() -> None:
    first = deed("bob@1h30 decline at lunch", "")
    assert (first.who, first.after, first.line(12)) == ("bob", timedelta(minutes=90), "decline 12 at lunch")
    assert deed("bob@0s", "accept").line(12) == "accept 12"
    for wrong, verb in (("bob", "accept"), ("bob@1m", ""), ("@1m", "accept"), ("bob@1m close", "accept")):
        with pytest.raises(ValueError, match="It is written"):
            deed(wrong, verb)
    with pytest.raises(ValueError, match="No unit in 5"):
        deed("bob@5", "accept")
