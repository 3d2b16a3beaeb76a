"""The server that dibs brings along: where it listens, as whom it runs, and that it never outlives dibs."""

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from chatbot.irc.embedded import HOST, EmbeddedFailed, EmbeddedServer
from tests.servers.ports import free_port
from tests.waiting import until

ROOT = Path(__file__).parents[2]
linux = pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks into /proc, which only Linux has")
as_root = pytest.mark.skipif(
    os.geteuid() != 0 or not shutil.which("runuser"), reason="only root can become somebody else"
)
PARENT = """
import asyncio, os, sys
from chatbot.irc.embedded import EmbeddedServer
async def main():
    server = EmbeddedServer([int(sys.argv[1])])
    print(await server.start(), server.pid, os.getpid(), flush=True)
    await server.wait()
asyncio.run(main())
"""


@pytest.fixture
def taken() -> Iterator[socket.socket]:
    with socket.create_server((HOST, 0)) as holder:
        yield holder


def port_of(holder: socket.socket) -> int:
    return int(holder.getsockname()[1])


def of_process(pid: int | None, what: str) -> str:
    return Path(f"/proc/{pid}/{what}").read_text()


def lives(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists() and "State:\tZ" not in of_process(pid, "status")


async def greeting(port: int) -> bytes:
    reader, writer = await asyncio.open_connection(HOST, port)
    writer.write(b"NICK alice\r\nUSER alice 0 * :alice\r\n")
    line = await asyncio.wait_for(reader.readline(), 10)
    writer.write(b"QUIT\r\n")
    await reader.read()  # until the server has forgotten us: what it does later, it does by itself
    writer.close()
    await writer.wait_closed()
    return line


async def test_a_client_is_welcomed_at_the_port_that_start_returned() -> None:
    async with EmbeddedServer([free_port()]) as server:
        assert server.port
        assert b" 001 alice " in await greeting(server.port)


async def test_the_first_free_port_is_taken(taken: socket.socket) -> None:
    free = free_port()
    async with EmbeddedServer([port_of(taken), free]) as server:
        assert server.port == free


async def test_where_all_ports_are_taken_the_error_names_them_and_the_way_out(taken: socket.socket) -> None:
    with pytest.raises(EmbeddedFailed, match=rf"{port_of(taken)} are all taken on 127\.0\.0\.1.*\[networks\.NAME\]"):
        await EmbeddedServer([port_of(taken)]).start()


@linux
async def test_other_machines_cannot_reach_it() -> None:
    async with EmbeddedServer([free_port()]) as server:
        listening = [line.split() for line in of_process(server.pid, "net/tcp").splitlines()[1:]]
        addresses = [row[1] for row in listening if row[3] == "0A" and row[1].endswith(f":{server.port:04X}")]
    assert addresses == [f"0100007F:{addresses[0][-4:]}"]


@linux
async def test_it_has_no_rights_to_lose() -> None:
    async with EmbeddedServer([free_port()]) as server:
        status = of_process(server.pid, "status")
    ids = next(line.split()[1:] for line in status.splitlines() if line.startswith("Uid:"))
    assert "0" not in ids
    assert "Groups:\t \n" in status or os.geteuid() != 0


@linux
async def test_it_is_not_told_our_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIBS_NETWORKS__LIBERA__PASSWORD", "canary-7f3a")
    async with EmbeddedServer([free_port()]) as server:
        assert "canary" not in of_process(server.pid, "environ")


async def test_ctrl_c_in_our_terminal_does_not_reach_it() -> None:
    async with EmbeddedServer([free_port()]) as server:
        assert server.pid
        assert os.getpgid(server.pid) != os.getpgid(0)


@linux
async def test_stop_ends_it_and_may_be_said_twice() -> None:
    server = EmbeddedServer([free_port()])
    await server.start()
    pid = server.pid
    await server.stop()
    await server.stop()
    assert pid
    assert not lives(pid)
    assert server.pid is None


@linux
async def test_a_start_that_is_called_off_leaves_nothing_behind() -> None:
    server = EmbeddedServer([free_port()])
    starting = asyncio.create_task(server.start())
    while not server.pid:  # noqa: ASYNC110 - nothing tells of it
        await asyncio.sleep(0)  # each turn: within some milliseconds it has started
    pid = server.pid
    starting.cancel()
    await asyncio.wait({starting})
    assert starting.cancelled()
    assert pid
    assert not lives(pid)


async def test_wait_tells_that_it_died_and_it_starts_again_at_the_same_port() -> None:
    async with EmbeddedServer([free_port()]) as server:
        assert server.pid
        port = server.port
        os.kill(server.pid, signal.SIGKILL)
        assert await asyncio.wait_for(server.wait(), 10) == -signal.SIGKILL
        assert await server.start() == port


async def test_a_line_longer_than_any_buffer_does_not_stop_it() -> None:
    async with EmbeddedServer([free_port()]) as server:
        assert server.port
        reader, writer = await asyncio.open_connection(HOST, server.port)
        writer.write(b"NICK a\r\nUSER a 0 * :a\r\nQUIT :" + b"x" * 300_000 + b"\r\n")
        await asyncio.wait_for(reader.read(), 10)
        writer.close()
        await writer.wait_closed()
        assert b" 001 alice " in await greeting(server.port)


@linux
async def test_a_killed_parent_leaves_no_server_behind() -> None:
    await _dies_with(sys.executable)


@linux
@as_root
@pytest.mark.parametrize("group", [(), ("-g", "root")])
async def test_it_serves_and_ends_for_a_user_without_rights(group: tuple[str, ...]) -> None:
    await _dies_with("runuser", "-u", "nobody", *group, "--", "/usr/bin/python3")


@as_root
async def test_where_root_may_not_step_down_it_does_not_serve_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bound = tmp_path / "python"
    bound.write_text(f'#!/bin/sh\nexec setpriv --bounding-set=-setuid,-setgid "{sys.executable}" "$@"\n')
    bound.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(bound))
    with pytest.raises(EmbeddedFailed, match=r"didn't start: root can't become nobody here\. Run dibs as a user"):
        await EmbeddedServer([free_port()]).start()


async def _dies_with(*python: str) -> None:
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}:{_where_miniircd_is()}"}
    parent = await asyncio.create_subprocess_exec(
        *python, "-c", PARENT, str(free_port()), stdout=subprocess.PIPE, env=environment
    )
    assert parent.stdout
    port, pid, owner = map(int, (await asyncio.wait_for(parent.stdout.readline(), 20)).split())
    assert b" 001 alice " in await greeting(port)
    os.kill(owner, signal.SIGKILL)
    await parent.communicate()
    await until("the server is gone", lambda: not lives(pid))


def _where_miniircd_is() -> str:
    found = next(path for path in sys.path if (Path(path) / "miniircd.py").exists())
    return str(found)
