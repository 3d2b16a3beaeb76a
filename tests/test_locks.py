"""What gets installed is written down to the byte, and it is what pyproject.toml asks for."""

import importlib.metadata
import re
import subprocess
import tomllib
from pathlib import Path
from typing import NamedTuple, cast

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[1]
LOCKS = {
    "run": ("dependencies", "build"),
    "dev": ("dependencies", "dev"),
    "bench": ("bench",),
    "oldest": ("dependencies", "test"),
    "tools": ("audit",),
}
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


class Pin(NamedTuple):
    version: Version
    requirement: Requirement
    hashes: list[str]


def locked(name: str) -> dict[str, Pin]:
    text = (ROOT / "requirements" / f"{name}.txt").read_text().replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    pins = (pinned(line) for line in lines)
    return {canonicalize_name(pin.requirement.name): pin for pin in pins}


def pinned(line: str) -> Pin:
    requirement = Requirement(line.partition("--hash")[0].strip())
    (bound,) = requirement.specifier
    assert bound.operator == "=="
    return Pin(Version(bound.version), requirement, HASH.findall(line))


def wanted(name: str) -> list[Requirement]:
    """Of the project's dependencies, or of a group with the groups in it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    if name == "dependencies":
        return [Requirement(text) for text in cast("list[str]", project["project"]["dependencies"])]
    entries = cast("list[str | dict[str, str]]", project["dependency-groups"][name])
    plain = [Requirement(entry) for entry in entries if isinstance(entry, str)]
    return plain + [each for entry in entries if isinstance(entry, dict) for each in wanted(entry["include-group"])]


@pytest.mark.parametrize("lock", LOCKS)
def test_each_dependency_is_locked_within_its_bounds(lock: str) -> None:
    pins = locked(lock)
    for requirement in (each for group in LOCKS[lock] for each in wanted(group)):
        name = canonicalize_name(requirement.name)
        assert name in pins, f"{requirement}: make lock"
        assert pins[name].version in requirement.specifier, f"{requirement}: make lock"


@pytest.mark.parametrize("lock", LOCKS)
def test_each_line_has_hashes_and_none_says_from_where(lock: str) -> None:
    assert [name for name, pin in locked(lock).items() if not pin.hashes] == []
    assert "://" not in (ROOT / "requirements" / f"{lock}.txt").read_text()


def test_what_the_tests_run_with_is_what_is_run() -> None:
    run, dev = locked("run"), locked("dev")
    assert {name: dev.get(name) for name in run} == run


def test_the_oldest_are_those_that_pyproject_names() -> None:
    pins = locked("oldest")
    for requirement in wanted("dependencies"):
        (least,) = [Version(bound.version) for bound in requirement.specifier if bound.operator == ">="]
        found = pins[canonicalize_name(requirement.name)].version
        assert found.release[: len(least.release)] == least.release, f"{requirement}, and the oldest is {found}"


def test_what_is_installed_here_is_what_is_locked() -> None:
    for name, pin in locked("dev").items():
        if pin.requirement.marker is None or pin.requirement.marker.evaluate():
            assert Version(importlib.metadata.version(name)) == pin.version, f"{name}: make test installs it"


@pytest.mark.parametrize("target", ["run", "test"])
def test_make_installs_from_the_lock_alone(target: str, tmp_path: Path) -> None:
    for path in (ROOT / "Makefile", ROOT / "pyproject.toml"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "requirements").mkdir()
    for path in (ROOT / "requirements").iterdir():
        (tmp_path / "requirements" / path.name).write_bytes(path.read_bytes())
    told = subprocess.run(["make", "-n", target], cwd=tmp_path, check=True, capture_output=True, text=True).stdout
    installs = [line for line in told.splitlines() if "-m pip install" in line]
    assert installs
    for command in (part for line in installs for part in line.split("&&") if "pip install" in part):
        assert "--no-deps" in command
        assert "--require-hashes -r requirements/" in command or "--no-build-isolation --editable ." in command
