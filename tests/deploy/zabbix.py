"""Zabbix as it is met: the real agent, and the template read as Zabbix reads it."""

import asyncio
import json
import os
import re
import subprocess
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, cast

from tests.docs import ROOT
from tests.servers.binaries import needs
from tests.servers.ports import free_port
from tests.servers.process import accepts
from tests.waiting import until

SHIPPED = ROOT / "docs/deploy/zabbix"
INSTALLED, CONFIGURED = "/usr/local/bin/dibs", "/etc/dibs/dibs.toml"
"""Where the shipped files have dibs and its configuration."""

_CONFIG = """\
PidFile={folder}/agent.pid
LogType=console
Server=127.0.0.1
ListenIP=127.0.0.1
ListenPort={port}
StartAgents=1
AllowRoot=1
Timeout=30
Include={folder}/dibs.conf
"""


def parameters() -> dict[str, str]:
    """The commands of the shipped file, by their keys."""
    text = (SHIPPED / "dibs.conf").read_text()
    return dict(line.split(",", 1) for line in re.findall(r"(?m)^UserParameter=(.+)$", text))


def configure(folder: Path, dibs_toml: Path) -> Path:
    """The shipped file with the paths of here, without sudo, and an agent that includes it."""
    ours = str(Path(sys.executable).with_name("dibs"))
    text = (SHIPPED / "dibs.conf").read_text().replace(f"sudo -n {INSTALLED}", ours)
    (folder / "dibs.conf").write_text(text.replace(CONFIGURED, str(dibs_toml)))
    file = folder / "agent.conf"
    file.write_text(_CONFIG.format(folder=folder, port=free_port()))
    return file


def asked(agent: Path, key: str) -> str:
    """What `zabbix_agentd -t` prints of it, without the type."""
    words = [needs("zabbix_agentd"), "-c", str(agent), "-t", key]
    told = subprocess.run(words, check=True, capture_output=True, text=True, env=_environment()).stdout
    found = re.fullmatch(rf"{re.escape(key)}\s+\[(\w)\|(.*)\]\s*", told, re.DOTALL)
    assert found is not None, told
    assert found[1] != "m", told
    return found[2]


def port_in(file: Path) -> int:
    return int(re.findall(r"(?m)^ListenPort=(\d+)", file.read_text())[0])


@asynccontextmanager
async def agent_on(file: Path) -> AsyncGenerator[int]:
    """The port on which it answers."""
    port = port_in(file)
    process = await asyncio.create_subprocess_exec(
        needs("zabbix_agentd"), "--foreground", "-c", str(file), stdout=asyncio.subprocess.DEVNULL, env=_environment()
    )
    try:
        await until("the agent answers", lambda: accepts("127.0.0.1", port))
        yield port
    finally:
        process.terminate()
        await asyncio.wait_for(process.wait(), 15)


def _environment() -> dict[str, str]:
    """Nothing is set for dibs: an agent knows the file alone."""
    return {name: value for name, value in os.environ.items() if not name.startswith("DIBS_")}


FILTER = re.compile(r'^\$\.(\w+)\[\?\(@\.(\w+)=="([^"]*)"\)\]\.(\w+)\.first\(\)$')


def jsonpath(document: object, path: str) -> Any:  # noqa: ANN401 - whatever stands there
    """As far as the template uses it: names from the root on, and the first of a list whose name is that."""
    if found := FILTER.match(path):
        listed, name, wanted, part = found.groups()
        return next(one[part] for one in jsonpath(document, f"$.{listed}") if one[name] == wanted)
    assert re.fullmatch(r"\$(\.\w+)+", path), path
    for name in path.split(".")[1:]:
        document = cast("dict[str, object]", document)[name]
    return document


def read(text: str) -> Any:  # noqa: ANN401 - JSON
    return json.loads(text)
