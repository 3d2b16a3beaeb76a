"""What is installed is whole: all three packages, the tables and migrations, and the command."""

import re
import subprocess
import sys
import sysconfig
import zipfile
from configparser import ConfigParser
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("store", "chatbot", "plugins")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """Built by the hatchling of the dev group: a build of its own would ask the network."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "pip", "--disable-pip-version-check", "wheel", "--quiet", "--no-deps"]
    subprocess.run([*build, "--no-build-isolation", "--wheel-dir", folder, ROOT], check=True)
    return zipfile.ZipFile(next(folder.glob("dibs-*.whl")))


def test_the_wheel_holds_every_file_of_the_three_packages(wheel: zipfile.ZipFile) -> None:
    here = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    packed = {name for name in wheel.namelist() if not name.startswith("dibs-")}
    assert packed == here
    assert {"store/schema.sql", "store/migrations/env.py"} <= packed


def test_every_folder_of_the_packages_is_a_package() -> None:
    folders = {path.parent for package in PACKAGES for path in (ROOT / package).rglob("*.py")}
    assert [folder for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []


def test_the_wheel_brings_the_example_of_a_configuration(wheel: zipfile.ZipFile) -> None:
    (name,) = [name for name in wheel.namelist() if name.endswith("/share/doc/dibs/config.example.toml")]
    assert wheel.read(name) == (ROOT / "config.example.toml").read_bytes()


def test_the_wheel_brings_what_it_takes_to_run_and_watch_it(wheel: zipfile.ZipFile) -> None:
    folder = ROOT / "docs" / "deploy"
    here = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    packed = {name.partition("/share/doc/dibs/deploy/")[2]: wheel.read(name) for name in wheel.namelist()}
    assert {name: data for name, data in packed.items() if name} == here
    assert {"dibs.service", "zabbix/dibs_template.yaml", "zabbix/dibs.conf", "zabbix/dibs.sudoers"} <= here.keys()


def test_the_wheel_brings_the_command_dibs(wheel: zipfile.ZipFile) -> None:
    (name,) = [name for name in wheel.namelist() if name.endswith("entry_points.txt")]
    entry_points = ConfigParser()
    entry_points.read_string(wheel.read(name).decode())
    assert dict(entry_points["console_scripts"]) == {"dibs": "chatbot.__main__:main"}


def test_what_is_installed_from_the_wheel_works_by_itself(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    """In an environment of its own, and the libraries beside it as an installer would have put them there."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / "venv"], check=True)
    environment = tmp_path / "venv" / "bin" / "python"
    install = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", environment, "install"]
    subprocess.run([*install, "--quiet", "--no-deps", "--no-index", str(wheel.filename)], check=True)
    (package,) = (tmp_path / "venv").glob("lib/python*/site-packages")
    (package / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")
    said = [environment.with_name("dibs"), "say", "new printer on fire"]
    told = subprocess.run(said, cwd=tmp_path, check=True, capture_output=True, text=True)
    assert told.stdout.startswith("#1 opened for ops: printer on fire.")
    assert (tmp_path / "data" / "dibs.db").exists()
    where = subprocess.check_output([environment, "-c", "import store; print(store.__file__)"], cwd=tmp_path, text=True)
    assert where.startswith(str(package))


def test_the_wheel_says_that_it_is_free(wheel: zipfile.ZipFile) -> None:
    (licence,) = [name for name in wheel.namelist() if name.endswith("licenses/LICENSE")]
    assert wheel.read(licence).startswith(b"MIT License\n\nCopyright (c) 2026 dibs contributors")
    (metadata,) = [name for name in wheel.namelist() if name.endswith("/METADATA")]
    assert b"License-Expression: MIT\n" in wheel.read(metadata)


def test_the_makefile_tells_every_word_that_one_may_type() -> None:
    told = subprocess.run(["make", "help"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for target in ("run", "test", "test-full", "check", "clean"):
        assert f"make {target} " in told


def test_make_check_is_style_types_layers_and_tests_with_warnings_as_errors() -> None:
    told = subprocess.run(["make", "-n", "check"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for part in ("ruff check", "ruff format --check", "basedpyright", "lint-imports"):
        assert f"/{part}\n" in told
    assert re.search(r"/pytest .*-W error\n", told)


def test_an_old_python_is_refused_with_a_way_out(tmp_path: Path) -> None:
    (tmp_path / "requirements").mkdir()
    for name in ("Makefile", "pyproject.toml", "requirements/run.txt"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    refused = subprocess.run(["make", "run", "PYTHON="], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert refused.returncode
    assert "dibs needs Python 3.11 or newer" in refused.stderr
    assert not (tmp_path / ".venv").exists()


def test_an_environment_that_is_linked_to_is_not_emptied(tmp_path: Path) -> None:
    """It was made in another folder, so one is made here, in place of the link."""
    theirs, here = tmp_path / "theirs", tmp_path / "here"
    for folder in (theirs / "bin", here / "requirements"):
        folder.mkdir(parents=True)
    (theirs / "bin" / "pip").write_text("#!/theirs/bin/python\n")
    (here / ".venv").symlink_to(theirs)
    for name in ("Makefile", "pyproject.toml", "requirements/run.txt"):
        (here / name).write_bytes((ROOT / name).read_bytes())
    python = tmp_path / "python"
    python.write_text(f'#!/bin/sh\n[ "$2" != venv ] || set -- "$@" --without-pip\nexec {sys.executable} "$@"\n')
    python.chmod(0o755)
    subprocess.run(["make", "run", f"PYTHON={python}"], cwd=here, capture_output=True, check=False)
    assert (theirs / "bin" / "pip").exists()
    assert (here / ".venv" / "pyvenv.cfg").exists()
    assert not (here / ".venv").is_symlink()
