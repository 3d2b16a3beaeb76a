"""Zabbix watches dibs: the shipped files, asked by the real agent, while dibs runs and when it is dead."""

import asyncio
import re
import signal
import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast

import pytest
import yaml
from zabbix_utils import Getter

from tests.deploy.zabbix import CONFIGURED, INSTALLED, SHIPPED, agent_on, asked, configure, jsonpath, parameters, read
from tests.docs import ROOT
from tests.scenarios.running import dibs_run
from tests.waiting import until

Row = Mapping[str, Any]

LABEL = "{#SERVICE}"
TEMPLATE: Row = yaml.safe_load((SHIPPED / "dibs_template.yaml").read_text())["zabbix_export"]
(DIBS,) = cast("list[Row]", TEMPLATE["templates"])
ITEMS: list[Row] = DIBS["items"]
(RULE,) = cast("list[Row]", DIBS["discovery_rules"])
PROTOTYPES: list[Row] = RULE["item_prototypes"]


@pytest.fixture
def agent(tmp_path: Path) -> Path:
    """Its file. dibs is configured in the same folder, and runs in none yet."""
    toml = tmp_path / "dibs.toml"
    toml.write_text(f'[desk]\ndatabase = "{tmp_path}/data/dibs.db"\n')
    return configure(tmp_path, toml)


def is_well(agent: Path) -> bool:
    return read(asked(agent, "dibs.health"))["verdict"] == "ok"


async def test_the_agent_tells_how_a_running_dibs_stands_and_that_it_is_dead(agent: Path, tmp_path: Path) -> None:
    async with dibs_run(tmp_path) as dibs:
        await until("it is well", lambda: asyncio.to_thread(is_well, agent), within=60)
        discovered = read(asked(agent, "dibs.services.discovery"))
        assert {LABEL: "timekeeper"} in discovered
        assert {LABEL: "link embedded"} in discovered
        dibs.process.send_signal(signal.SIGKILL)
        await dibs.process.wait()
        found = read(asked(agent, "dibs.health"))
    assert (found["exit"], found["checks"]["process"]["value"]) == (2, 0)


async def test_the_agent_is_asked_over_the_network(agent: Path, tmp_path: Path) -> None:
    async with dibs_run(tmp_path), agent_on(agent) as port:
        getter = Getter(host="127.0.0.1", port=port, timeout=30)

        def get(key: str) -> Any:  # noqa: ANN401 - JSON
            return read((getter.get(key)).value or "null")

        await until("it is well", lambda: asyncio.to_thread(lambda: get("dibs.health")["verdict"] == "ok"), within=60)
        health = await asyncio.to_thread(get, "dibs.health")
        discovered = await asyncio.to_thread(get, "dibs.services.discovery")
    values = {item["key"]: jsonpath(health, path_of(item)) for item in ITEMS if "preprocessing" in item}
    assert values["dibs.exit"] == 0
    assert values["dibs.says"] == "dibs is well."
    assert [key for key, value in values.items() if not fits(value, key)] == []
    names = [one[LABEL] for one in discovered]
    assert {one["name"] for one in health["services"]} == set(names)
    for prototype in PROTOTYPES:
        told = [jsonpath(health, path_of(prototype).replace(LABEL, name)) for name in names]
        assert all(value is None or fits(value, prototype["key"]) for value in told), prototype["key"]


def fits(value: object, key: str) -> bool:
    """A number, unless the item is of text."""
    item = next(one for one in (*ITEMS, *PROTOTYPES) if one["key"] == key)
    return isinstance(value, str if item.get("value_type") in {"CHAR", "TEXT"} else int)


def path_of(item: Row) -> str:
    step = item["preprocessing"][0]
    assert step["type"] == "JSONPATH"
    return step["parameters"][0]


def test_each_key_that_is_asked_of_the_agent_is_in_its_file() -> None:
    keys = {item["key"] for item in (*ITEMS, RULE) if item.get("type", "ZABBIX_PASSIVE") == "ZABBIX_PASSIVE"}
    assert keys == set(parameters())


def test_all_other_items_are_parts_of_one_answer() -> None:
    others = [item for item in (*ITEMS, *PROTOTYPES) if item["key"] not in parameters()]
    assert {item["master_item"]["key"] for item in others} == {"dibs.health"}
    assert {(item["type"], item["delay"]) for item in others} == {("DEPENDENT", "0")}
    assert all(LABEL in item["key"] and LABEL in path_of(item) for item in PROTOTYPES)


def triggers() -> Iterator[Row]:
    for item in ITEMS:
        yield from item.get("triggers", ())
    for item in PROTOTYPES:
        yield from item.get("trigger_prototypes", ())


def test_each_trigger_looks_at_items_that_there_are() -> None:
    keys = {item["key"] for item in (*ITEMS, *PROTOTYPES)}
    for trigger in triggers():
        seen = re.findall(r"\(/dibs/([a-z.]+(?:\[[^\]]*\])?)", trigger["expression"])
        assert seen, trigger["name"]
        assert set(seen) <= keys, trigger["name"]


def test_each_trigger_depends_on_triggers_that_there_are() -> None:
    known = {(trigger["name"], trigger["expression"]) for trigger in triggers()}
    needed = {(one["name"], one["expression"]) for trigger in triggers() for one in trigger.get("dependencies", ())}
    assert needed
    assert needed <= known


def test_each_macro_and_value_map_that_is_used_is_declared() -> None:
    used = {macro for trigger in triggers() for macro in re.findall(r"\{\$[A-Z.]+\}", trigger["expression"])}
    assert used == {macro["macro"] for macro in DIBS["macros"]}
    maps = {item["valuemap"]["name"] for item in (*ITEMS, *PROTOTYPES) if "valuemap" in item}
    assert maps == {one["name"] for one in DIBS["valuemaps"]}


def every(node: object, name: str) -> Iterator[object]:
    if isinstance(node, dict):
        for key, value in cast("Row", node).items():
            if key == name:
                yield value
            yield from every(value, name)
    elif isinstance(node, list):
        for one in cast("list[object]", node):
            yield from every(one, name)


def test_each_uuid_is_a_version_4_and_stands_once() -> None:
    found = [str(one) for one in every(TEMPLATE, "uuid")]
    assert len(found) == len(set(found))
    assert [one for one in found if uuid.UUID(one).version != 4 or one != uuid.UUID(one).hex] == []


def leaves(node: object) -> Iterator[object]:
    if isinstance(node, dict):
        for value in cast("Row", node).values():
            yield from leaves(value)
    elif isinstance(node, list):
        for one in cast("list[object]", node):
            yield from leaves(one)
    else:
        yield node


def test_all_that_stands_there_is_text_as_zabbix_wants_it() -> None:
    assert [one for one in leaves(TEMPLATE) if not isinstance(one, str)] == []
    assert TEMPLATE["version"] == "6.0"


ALLOWED = {
    "item": "uuid name type key delay history trends value_type units description valuemap preprocessing master_item "
    "tags triggers trigger_prototypes",
    "rule": "uuid name key delay lifetime description item_prototypes",
    "trigger": "uuid expression name opdata priority description manual_close dependencies tags",
    "step": "type parameters error_handler",
}
"""By ui/include/classes/import/validators/C60XmlValidator.php of Zabbix 6.0; anything else is refused there."""


def test_nothing_stands_there_that_zabbix_would_refuse() -> None:
    assert {key for item in (*ITEMS, *PROTOTYPES) for key in item} <= set(ALLOWED["item"].split())
    assert set(RULE) <= set(ALLOWED["rule"].split())
    assert {key for trigger in triggers() for key in trigger} <= set(ALLOWED["trigger"].split())
    steps = [step for item in (*ITEMS, *PROTOTYPES) for step in item.get("preprocessing", ())]
    assert {key for step in steps for key in step} <= set(ALLOWED["step"].split())
    assert {trigger["priority"] for trigger in triggers()} <= {"INFO", "WARNING", "AVERAGE", "HIGH", "DISASTER"}


def test_sudo_allows_what_the_agent_asks_for_and_nothing_else() -> None:
    text = (SHIPPED / "dibs.sudoers").read_text().replace("\\\n", " ")
    (alias,) = re.findall(r"(?m)^Cmnd_Alias DIBS_HEALTH = (.+)$", text)
    allowed = [" ".join(command.split()) for command in alias.split(",")]
    assert allowed == [command.removeprefix("sudo -n ").removesuffix(" || true") for command in parameters().values()]
    assert re.findall(r"(?m)^zabbix .+$", text) == ["zabbix ALL = (root) NOPASSWD: DIBS_HEALTH"]


def test_the_paths_are_those_of_the_unit() -> None:
    unit = (ROOT / "docs/deploy/dibs.service").read_text()
    assert f"ExecStart={INSTALLED} run --no-chat --config {CONFIGURED}\n" in unit
