"""When, where and with what was measured; nothing that names a machine or its owner."""

import os
import platform
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from shutil import which
from statistics import quantiles

LIBRARIES = ("aiosqlite", "irc", "miniircd", "pydantic-settings", "typer", "rich")
FSYNCS = 101


def about(command: str) -> dict[str, str]:
    return {
        "command": command,
        "date": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "Python": f"{platform.python_implementation()} {platform.python_version()}",
        "SQLite": sqlite3.sqlite_version,
        "libraries": ", ".join(f"{name} {version(name)}" for name in LIBRARIES),
        "ngircd": _ngircd(),
        "machine": f"{os.cpu_count()} cores, {_cpu()}, {_memory()}",
        "system": f"{platform.system()} {platform.release()}",
        "load before": ", ".join(f"{load:.1f}" for load in os.getloadavg()),
        "file system": f"{_file_system()}, fsync of 4 KiB {_fsync()}",
    }


def _field(file: str, name: str) -> str:
    """Of a file of /proc, where there is one."""
    try:
        lines = Path(file).read_text().splitlines()
    except OSError:
        return ""
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(name)), "")


def _cpu() -> str:
    return _field("/proc/cpuinfo", "model name") or platform.processor() or platform.machine()


def _memory() -> str:
    kib = _field("/proc/meminfo", "MemTotal").split()
    return f"{int(kib[0]) / 2**20:.0f} GiB memory" if kib else "memory unknown"


def _ngircd() -> str:
    program = which("ngircd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if program is None:
        return "not there"
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
    return said.partition("\n")[0].removeprefix("ngIRCd ")


def _file_system() -> str:
    """The type of what holds the temporary folder, where the databases are made."""
    here, best = Path(tempfile.gettempdir()).resolve(), ("", "unknown")
    for place, kind in _mounted():
        if (here.is_relative_to(place)) and len(place) >= len(best[0]):
            best = (place, kind)
    return best[1]


def _mounted() -> Iterator[tuple[str, str]]:
    """Place and type of each."""
    try:
        lines = Path("/proc/mounts").read_text().splitlines()
    except OSError:
        return
    for line in lines:
        _, place, kind, *_ = line.split()
        yield place, kind


def _fsync() -> str:
    took = list[float]()
    with tempfile.NamedTemporaryFile() as file:
        for _ in range(FSYNCS):
            file.write(b"x" * 4096)
            file.flush()
            began = time.perf_counter()
            os.fsync(file.fileno())
            took.append((time.perf_counter() - began) * 1000)
    low, middle, high = quantiles(took, n=4)
    return f"{middle:.2f} ms ({low:.2f}-{high:.2f})"
