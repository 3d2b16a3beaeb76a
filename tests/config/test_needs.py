"""What becomes of each setting when the configuration is read again: every one has its row."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import fields
from pydantic import BaseModel

from chatbot.config import Config, Desk, Embedded, Log, Network, Role
from chatbot.config.diff import Change, changes, effective
from chatbot.config.model import Billing, Metrics, Strength, Terminal
from chatbot.config.needs import NEEDS, Need
from chatbot.config.types import Type
from tests.docs import page

SECTIONS: dict[str, type[BaseModel]] = {
    "desk": Desk,
    "strength": Strength,
    "networks.*": Network,
    "embedded": Embedded,
    "types.*": Type,
    "role.*": Role,
    "terminal": Terminal,
    "billing": Billing,
    "metrics": Metrics,
    "log": Log,
}
"""All that `Config` is made of, but for the plugins' own sections, which are `plugins.*`."""


def settings() -> Iterator[str]:
    for section, model in SECTIONS.items():
        for name, field in model.model_fields.items():
            yield f"{section}.{field.alias or name}"


def test_every_setting_says_what_a_reload_does_with_it() -> None:
    missing = [key for key in settings() if key not in NEEDS]
    assert missing == [], (
        "Give each of these a row in chatbot/config/needs.py. NOW: chatbot/app/changing.py puts it in force while dibs"
        " runs (what is made from the configuration once, in chatbot/app or a Link, must be given the new value there);"
        " NEXT: a link reads it when it connects; ANEW: it is where dibs connects to, or as whom; RESTART: it can't be"
        " changed while dibs runs; ONCE: it is of a role that exists. Say it in config.example.toml where it isn't NOW."
    )


def test_every_row_is_of_a_setting() -> None:
    assert set(NEEDS) - {*settings(), "networks.*", "role.*", "types.*", "plugins.*", "trackers.*"} == set()


def test_the_sections_are_those_of_the_configuration() -> None:
    assert {name.partition(".")[0] for name in SECTIONS} | {"plugins", "trackers"} == set(Config.model_fields)


ONE = Network(host="irc.example.org")


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (Config(), Config(), []),
        (Config(), Config(desk=Desk(every=timedelta(minutes=9))), [Change("desk.every", Need.NOW)]),
        (Config(), Config(strength=Strength(open="relayed")), [Change("strength.open", Need.NOW)]),
        (Config(), Config(log=Log(json=True)), [Change("log.json", Need.NOW)]),
        (Config(), Config(networks={"one": ONE}), [Change("networks.one", Need.NOW, "one")]),
        (Config(networks={"one": ONE}), Config(), [Change("networks.one", Need.NOW, "one")]),
        (
            Config(networks={"one": ONE}),
            Config(networks={"one": ONE.model_copy(update={"port": 7000, "realname": "x"})}),
            [Change("networks.one.port", Need.ANEW, "one"), Change("networks.one.realname", Need.NEXT, "one")],
        ),
        (Config(), Config(role=[Role(name="Leads")]), [Change("role.leads", Need.NOW, role="leads")]),
        (Config(role=[Role(name="leads")]), Config(), [Change("role.leads", Need.ONCE)]),
        (
            Config(role=[Role(name="leads")]),
            Config(role=[Role(name="leads", open=True)]),
            [Change("role.leads.open", Need.ONCE)],
        ),
        (Config(), Config(plugins={"our.pager": {"x": 1}}), [Change('plugins."our.pager"', Need.NOW)]),
        (
            Config(),
            Config(desk=Desk(database=Path("x.db"))),
            [Change("desk.database", Need.RESTART)],
        ),
        (
            Config(),
            Config(metrics=Metrics(host="::1", port=9669)),
            [Change("metrics.host", Need.RESTART), Change("metrics.port", Need.RESTART)],
        ),
    ],
)
def test_what_differs_is_named_as_the_file_has_it(old: Config, new: Config, found: list[Change]) -> None:
    assert changes(old, new) == found


def test_what_needs_a_restart_stays_and_so_is_told_again() -> None:
    new = Config(desk=Desk(database=Path("x.db"), nick="helper"), metrics=Metrics(port=9669))
    held = effective(Config(), new)
    assert (held.desk.database, held.desk.nick, held.metrics) == (Desk().database, "helper", Metrics())
    assert changes(held, new) == [Change("desk.database", Need.RESTART), Change("metrics.port", Need.RESTART)]


def test_the_servers_ports_stay_as_long_as_it_runs() -> None:
    new = Config(embedded=Embedded(ports=[6669]))
    assert effective(Config(), new).embedded.ports == Embedded().ports
    off = Config(networks={"one": ONE})
    assert effective(off, new).embedded.ports == [6669]


def test_who_vouches_for_people_stays_until_a_restart() -> None:
    old = Config(networks={"one": ONE})
    held = effective(old, Config(networks={"one": ONE.model_copy(update={"logins": "passwords", "nick": "helper"})}))
    assert (held.networks["one"].logins, held.networks["one"].nick) == ("services", "helper")


def test_no_value_is_in_a_change() -> None:
    assert [field.name for field in fields(Change)] == ["key", "need", "network", "role"]


HOLDS: dict[Need, str] = {
    Need.NOW: "at once, on the connection that there is",
    Need.ANEW: "at once: where the connection isn't one",
    Need.RESTART: "after a restart",
}


@pytest.mark.parametrize("need", HOLDS)
def test_the_page_of_networks_says_of_each_setting_of_one_what_a_reload_does_with_it(need: Need) -> None:
    """Nothing else stands in that line; but for what needs a restart, of which there are whole sections."""
    (row,) = (line for line in page("docs/networks.md").splitlines() if f"| {HOLDS[need]}" in line)
    keys = {key.removeprefix("networks.*.") for key, known in NEEDS.items() if known is need and "networks.*." in key}
    besides = {"desk.database", "[metrics]"} if need is Need.RESTART else set[str]()
    assert set(row.split("`")[1::2]) == keys | besides
