"""A running dibs follows another configuration: all of it, or nothing where something is wrong. No network is there."""

import asyncio
import socket
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from types import ModuleType

import pytest

from chatbot.app import App, Reloader, load_plugins, make_codes, open_desk
from chatbot.app import networks as networks_of
from chatbot.app.opening import CODE_LIVES
from chatbot.commands.reloading import in_words
from chatbot.config import Config, ConfigErrors, Desk, Embedded, Network, Problem, Role
from chatbot.config.model import Metrics
from chatbot.config.types import Type
from chatbot.desk import digests, keeping, reloading
from chatbot.desk.act import Act, Caller
from chatbot.desk.desk import Desk as OpenDesk
from chatbot.desk.refused import Refused
from chatbot.desk.reloading import Reloaded
from chatbot.plugin import Do, Event, ServiceTicket, service
from chatbot.services import switchboard
from chatbot.wire import Channel, Private
from store import cursors, timers
from store import roles as roles_of
from store.failures import DiskFull
from tests.desk.doing import close, events, new
from tests.people import FakeClock, principal, shell
from tests.waiting import until

ONE = Network(host="127.0.0.1", port=1, tls=False)
OTHER = ONE.model_copy(update={"port": 2})


def config(
    folder: Path, *, networks: dict[str, Network] | None = None, more: list[Role] | None = None, **desk: object
) -> Config:
    section = Desk.model_validate({"database": folder / "dibs.db", "plugins": ["announce", "timeouts"], **desk})
    return Config(
        desk=section, networks={"one": ONE} if networks is None else networks, role=[Role(name="ops"), *(more or [])]
    )


@dataclass(slots=True)
class Dibs:
    """`next`: what stands in the file now; or what is wrong there."""

    app: App
    reloader: Reloader
    next: Config | list[Problem]

    async def reload(self, to: Config | list[Problem], caller: Caller | None = None) -> Reloaded:
        self.next = to
        return await self.reloader.reload(caller or shell())

    def services(self) -> dict[str, "asyncio.Task[None]"]:
        return {task.get_name(): task for task in asyncio.all_tasks() if task.get_name() in self.app.supervisor.names}


@asynccontextmanager
async def running(folder: Path, first: Config) -> AsyncGenerator[Dibs]:
    codes = list[str]()
    app = App(first, await open_desk(first, FakeClock(), make_codes(first, codes.append)), load_plugins(first))

    def read() -> Config:
        if isinstance(dibs.next, Config):
            return dibs.next
        raise ConfigErrors(dibs.next)

    dibs = Dibs(app, Reloader(app, read), first)
    await app.start()
    try:
        yield dibs
    finally:
        await app.stop()
        await app.desk.database.close()


@pytest.fixture
async def dibs(tmp_path: Path) -> AsyncGenerator[Dibs]:
    async with running(tmp_path, config(tmp_path)) as dibs:
        yield dibs


async def test_what_the_desk_is_run_with_holds_at_once(dibs: Dibs, tmp_path: Path) -> None:
    found = await dibs.reload(config(tmp_path, lifetime="1h", every="7m", default_role="leads", prefix="?"))
    assert found == Reloaded(("desk.prefix", "desk.default_role", "desk.lifetime", "desk.every"))
    held = dibs.app.desk.settings
    assert (held.lifetime, held.every, held.default_role) == (timedelta(hours=1), timedelta(minutes=7), "leads")
    assert [dibs.app.commander.prefix, *(each.prefix for each in dibs.app.senders.values())] == ["?", "?"]


async def test_where_nothing_is_another_nothing_is_written_down(dibs: Dibs, tmp_path: Path) -> None:
    assert await dibs.reload(config(tmp_path)) == Reloaded()
    assert await events(dibs.app.desk, "configuration_reloaded") == []


async def test_it_is_written_down_who_wanted_it(dibs: Dibs, tmp_path: Path) -> None:
    await dibs.reload(config(tmp_path, every="7m"))
    (event,) = await events(dibs.app.desk, "configuration_reloaded")
    assert (event.actor, event.data) == ("shell", {"changed": "desk.every", "anew": "", "restart": ""})


async def test_who_is_no_admin_changes_nothing_though_their_wish_came_as_far(dibs: Dibs, tmp_path: Path) -> None:
    bob = Caller(principal("bob"), Private("one", "bob"))
    with pytest.raises(Refused, match="Only an admin may reload"):
        await dibs.reload(config(tmp_path, every="7m", prefix="?"), bob)
    assert (dibs.app.commander.prefix, dibs.app.desk.settings.every) == ("!", timedelta(minutes=5))


async def full(*_: object) -> None:
    raise DiskFull


async def test_a_disk_that_is_full_changes_nothing(dibs: Dibs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reloading, "note", full)
    tasks = dibs.services()
    with pytest.raises(DiskFull):
        await dibs.reload(config(tmp_path, every="7m", networks={"two": OTHER}, plugins=["announce"]))
    assert dibs.app.desk.settings.every == timedelta(minutes=5)
    assert dibs.app.config.network_names == dibs.app.desk.settings.networks == ("one",)
    assert dibs.services() == tasks


async def test_a_server_for_trying_out_that_finds_no_port_changes_nothing(dibs: Dibs, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            taken.bind(("127.0.0.1", 6665))
            taken.listen()
        except OSError:
            pass  # somebody else has it: as good
        wanted = config(tmp_path, every="7m").model_copy(update={"embedded": Embedded(enabled=True, ports=[6665])})
        with pytest.raises(Refused, match=r"^Nothing changed\. No free port"):
            await dibs.reload(wanted)
    assert dibs.app.desk.settings.every == timedelta(minutes=5)
    assert "to mend" in dibs.reloader.status()


async def test_a_plugin_that_cannot_be_loaded_changes_nothing(dibs: Dibs, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"1 to mend in the configuration\. desk\.plugins: There is no plugin annonce"):
        await dibs.reload(config(tmp_path, every="7m", plugins=["annonce"]))
    assert dibs.app.desk.settings.every == timedelta(minutes=5)


async def test_a_plugin_that_would_end_dibs_while_it_is_loaded_changes_nothing(
    dibs: Dibs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "our_leaving.py").write_text("import sys\nsys.exit('no token is set')\n")
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    with pytest.raises(Refused, match="The plugin our_leaving can't be loaded: SystemExit"):
        await dibs.reload(config(tmp_path, every="7m", plugins=["our_leaving"]))
    assert dibs.app.desk.settings.every == timedelta(minutes=5)


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (Problem("desk.every", 'must be at least "1m".'), 'desk.every: must be at least "1m".'),
        (Problem("", "/etc/dibs/dibs.toml, line 3, column 1: isn't TOML."), "dibs.toml, line 3, column 1: isn't TOML."),
        (Problem("networks.one.password_file", "/run/secret/one isn't text."), "networks.one.password_file: the log"),
        (Problem("", "/etc/dibs/dibs.toml can't be read: no such file."), "the log says what is wrong"),
        (Problem("role[1].zone", 'must be such as "Europe/Berlin".'), 'role[1].zone: must be such as "Europe/Berlin".'),
    ],
)
async def test_where_files_lie_is_said_to_nobody(dibs: Dibs, problem: Problem, said: str) -> None:
    with pytest.raises(Refused) as refused:
        await dibs.reload([problem])
    assert said in str(refused.value)
    assert "/etc" not in str(refused.value)
    assert "/run" not in str(refused.value)


async def test_aloud_only_the_number_of_mistakes_is_said(dibs: Dibs) -> None:
    aloud = Caller(shell().principal, Channel("one", "#desk"))
    with pytest.raises(Refused) as refused:
        await dibs.reload([Problem("desk.every", "x."), Problem("desk.nick", "y.")], aloud)
    assert str(refused.value) == "Nothing changed; 2 to mend in the configuration. See: dibs check-config"


async def test_all_mistakes_are_in_the_log(dibs: Dibs, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(Refused):
        await dibs.reload([Problem("desk.every", "x."), Problem("desk.nick", "y.")])
    assert {"desk.every: x.", "desk.nick: y."} <= {record.getMessage() for record in caplog.records}


async def test_a_plugin_comes_and_goes_and_the_others_read_on(dibs: Dibs, tmp_path: Path) -> None:
    database, before = dibs.app.desk.database, dibs.services()
    await dibs.reload(config(tmp_path, plugins=["announce", "watching"]))
    after = dibs.services()
    assert after["plugin announce"] is before["plugin announce"]
    assert "plugin watching" in after
    assert "plugin timeouts" not in after
    assert await database.read(cursors.get, "timeouts") is None, "named again one day, it begins at the end"
    assert await database.read(cursors.get, "watching") is not None


async def readers(desk: OpenDesk) -> set[str]:
    """Who has a place in the journal."""
    return {cursor.plugin for cursor in await desk.database.read(cursors.list_all)}


async def test_a_plugin_that_was_taken_out_while_dibs_was_down_has_no_place_any_more(tmp_path: Path) -> None:
    async with running(tmp_path, config(tmp_path)):
        pass
    async with running(tmp_path, config(tmp_path, plugins=["announce"])) as dibs:
        assert await readers(dibs.app.desk) == {"announce", "alarms"}


async def test_whoever_looks_at_the_desk_with_other_plugins_takes_no_place_away(dibs: Dibs, tmp_path: Path) -> None:
    looks = await open_desk(config(tmp_path, plugins=["announce"]), FakeClock())
    await looks.database.close()
    assert await readers(dibs.app.desk) == {"announce", "timeouts", "alarms"}


@service("request", "new")
class Ears:
    async def proceed(self, ticket: ServiceTicket, do: Do) -> None: ...

    async def on_event(self, ticket: ServiceTicket, event: Event, do: Do) -> None: ...


@pytest.fixture
def hearing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A plugin `ears` whose code hears the events of its tickets."""
    module = ModuleType("ears")
    monkeypatch.setattr(Ears, "__module__", "ears")
    monkeypatch.setattr(module, "Ears", Ears, raising=False)
    monkeypatch.setitem(sys.modules, "ears", module)


async def heard_in(dibs: Dibs, place: str) -> None:
    """Until the service has its place in the journal; others than the plugins have none."""

    async def begun() -> bool:
        return place in await readers(dibs.app.desk)

    await until("the service hears", begun)
    assert await readers(dibs.app.desk) == {"announce", "ears", "alarms", place}


@pytest.mark.usefixtures("hearing")
async def test_the_place_of_a_service_goes_with_its_name(tmp_path: Path) -> None:
    async with running(tmp_path, config(tmp_path, plugins=["announce", "ears"])) as dibs:
        await heard_in(dibs, "service dibs-request-1-new")
    async with running(tmp_path, config(tmp_path, plugins=["announce", "ears"], nick="desk")) as dibs:
        await heard_in(dibs, "service desk-request-1-new")


@pytest.mark.usefixtures("hearing")
async def test_the_place_of_a_service_goes_with_its_code_on_a_reload(tmp_path: Path) -> None:
    async with running(tmp_path, config(tmp_path, plugins=["announce", "ears"])) as dibs:
        await heard_in(dibs, "service dibs-request-1-new")
        await dibs.reload(config(tmp_path, plugins=["announce"]))
        assert await readers(dibs.app.desk) == {"announce", "alarms"}


@pytest.mark.usefixtures("hearing")
async def test_what_a_disk_put_off_comes_with_the_next_reload(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with running(tmp_path, config(tmp_path, plugins=["announce", "ears"])) as dibs:
        other, before = config(tmp_path, plugins=["watching", "announce"]), dibs.services()
        with monkeypatch.context() as patched:
            patched.setattr(switchboard, "_list_states", full)
            with pytest.raises(DiskFull):
                await dibs.reload(other)
        assert dibs.services() == before
        await dibs.reload(other)
        plugins = {name for name in dibs.services() if name.startswith("plugin ")}
        assert plugins == {"plugin announce", "plugin watching", "plugin alarms"}
        assert [each.code for each in dibs.app.switchboard.stations.values() if each.code is not None] == []


async def test_a_role_that_is_not_there_is_made_and_one_that_is_there_stays(dibs: Dibs, tmp_path: Path) -> None:
    new = config(tmp_path, more=[Role(name="leads", lifetime=timedelta(hours=2))])
    assert (await dibs.reload(new)).now == ("role.leads",)
    other = config(tmp_path, more=[Role(name="leads", lifetime=timedelta(hours=5))])
    assert await dibs.reload(other) == Reloaded(kept=("role.leads.lifetime",))
    role = await dibs.app.desk.database.read(roles_of.get_by_name, "leads")
    assert role is not None
    assert role.lifetime == 7200


async def test_a_role_whose_section_comes_too_late_stays_as_it_is(dibs: Dibs, tmp_path: Path) -> None:
    await dibs.app.desk.change(shell(), _make_leads)
    assert (await dibs.reload(config(tmp_path, more=[Role(name="leads")]))).kept == ("role.leads",)


async def _make_leads(act: Act) -> None:
    await roles_of.add(act.tx, name="leads", network=None, channel=None, is_open=False, now=act.now)


async def test_the_next_digest_follows_at_once(dibs: Dibs, tmp_path: Path) -> None:
    await dibs.reload(config(tmp_path, digest_every="2h"))
    role = await dibs.app.desk.database.read(roles_of.get_by_name, "ops")
    found = await dibs.app.desk.database.read(timers.list_due, dibs.app.desk.clock.now() + timedelta(hours=2), limit=9)
    assert role is not None
    assert [(timer.kind, timer.subject_id) for timer in found] == [(digests.DIGEST, role.id)]


async def test_a_new_keep_time_is_obeyed_an_hour_later(dibs: Dibs, tmp_path: Path) -> None:
    desk = dibs.app.desk
    number = await new(desk, shell())
    await close(desk, shell(), number)
    kept = config(tmp_path).model_copy(update={"types": {"request": Type.model_validate({"keep": "1d"})}})
    assert (await dibs.reload(kept)).now == ("types.request",)
    timer = await desk.database.read(timers.get, keeping.END, keeping.ALL)
    assert timer is not None
    assert timer.due_at == desk.clock.now() + timedelta(days=1)


async def test_a_network_comes_with_all_that_belongs_to_it_and_goes_with_it(dibs: Dibs, tmp_path: Path) -> None:
    assert (await dibs.reload(config(tmp_path, networks={"one": ONE, "two": OTHER}))).now == ("networks.two",)
    assert {"link two", "sender two", "greeter two"} <= dibs.services().keys()
    assert dibs.app.desk.settings.networks == ("one", "two")
    await dibs.reload(config(tmp_path))
    await dibs.app.networks.parted()
    assert not {"link two", "sender two", "greeter two"} & dibs.services().keys()
    assert list(dibs.app.links) == ["one"]


async def test_a_network_that_comes_back_at_once_is_a_new_one(dibs: Dibs, tmp_path: Path) -> None:
    both = config(tmp_path, networks={"one": ONE, "two": OTHER})
    await dibs.reload(both)
    was = dibs.app.links["two"]
    await dibs.reload(config(tmp_path))
    await dibs.reload(both)
    assert dibs.app.links["two"] is not was
    assert "link two" in dibs.services()


async def test_a_network_is_left_whole_though_the_disk_is_full_and_the_log_says_so(
    dibs: Dibs, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    left = list[str]()

    async def then() -> None:
        left.append("the server for trying out")

    monkeypatch.setattr(networks_of, "rehome", full)
    dibs.app.networks.leave("one", "bye", then)
    await dibs.app.networks.parted()
    assert left == ["the server for trying out"]
    assert "a network wasn't left, or connected to anew, as it should be: " in caplog.text


async def test_a_setting_for_the_next_connection_is_told_as_that(dibs: Dibs, tmp_path: Path) -> None:
    found = await dibs.reload(config(tmp_path, networks={"one": ONE.model_copy(update={"realname": "desk"})}))
    assert found == Reloaded(later=("networks.one.realname",))


async def test_what_needs_a_restart_is_told_again_and_again(dibs: Dibs, tmp_path: Path) -> None:
    elsewhere = config(tmp_path, database=tmp_path / "other.db", every="7m")
    assert await dibs.reload(elsewhere) == Reloaded(("desk.every",), restart=("desk.database",))
    assert await dibs.reload(elsewhere) == Reloaded(restart=("desk.database",))
    assert dibs.app.config.desk.database == tmp_path / "dibs.db"


async def test_figures_for_prometheus_need_a_restart_and_the_answer_says_so(dibs: Dibs, tmp_path: Path) -> None:
    served = config(tmp_path).model_copy(update={"metrics": Metrics(port=9669)})
    for _ in range(2):
        assert in_words(await dibs.reload(served)) == ["Nothing changed.", "Needs a restart: metrics.port."]


async def test_two_at_once_come_one_after_the_other(dibs: Dibs, tmp_path: Path) -> None:
    dibs.next = config(tmp_path, every="7m")
    found = await asyncio.gather(dibs.reloader.reload(shell()), dibs.reloader.reload(shell()))
    assert found == [Reloaded(("desk.every",)), Reloaded()]


async def test_once_dibs_ends_nothing_is_read_any_more(dibs: Dibs, tmp_path: Path) -> None:
    dibs.app.stopping = True
    with pytest.raises(Refused, match="dibs ends just now"):
        await dibs.reload(config(tmp_path, every="7m"))


async def test_an_admins_code_that_lived_for_ever_does_not_on_a_real_network(tmp_path: Path) -> None:
    tried_out = Config(
        desk=Desk(database=tmp_path / "dibs.db"), embedded=Embedded(ports=[6669, 6668, 6667, 6666, 6665])
    )
    async with running(tmp_path, tried_out) as dibs:
        clock = dibs.app.desk.clock
        assert isinstance(clock, FakeClock)
        shown = list[str]()
        dibs.app.desk.codes.show = shown.append
        await dibs.reload(config(tmp_path))
        assert len(shown) == 1, "the one that was shown before is void"
        clock.advance(seconds=CODE_LIVES.total_seconds() + 1)
        assert dibs.app.desk.codes.take(shown[0], clock.now()) is None
