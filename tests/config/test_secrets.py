"""A password is in no message, no `repr`, no traceback, whichever way it was given and whatever went wrong."""

import os
import pickle
import traceback
from pathlib import Path

import pytest
from rich.console import Console
from rich.traceback import Traceback

from chatbot.config import ConfigErrors, check, load
from chatbot.config.parts import link_settings
from tests.config.conftest import Writer

CANARY = "canary-7f3a"
OFFICE = '[networks.office]\nhost = "irc.example.org"\n'


def secret_file(folder: Path, content: bytes = CANARY.encode(), mode: int = 0o600) -> Path:
    path = folder / "secret"
    path.write_bytes(content)
    path.chmod(mode)
    return path


def all_that_is_shown(path: Path) -> str:
    """Everything that a person, a log or a crash report could see of a configuration that is refused."""
    with pytest.raises(ConfigErrors) as raised:
        load(path)
    error = raised.value
    console = Console(width=200, record=True, quiet=True)
    console.print(Traceback.from_exception(type(error), error, error.__traceback__, show_locals=True))
    plain = "".join(traceback.TracebackException.from_exception(error, capture_locals=True).format())
    # This test's own frame knows the path alone; pytest's are not in the traceback.
    return f"{error} {error!r} {error.problems!r} {check(path)} {plain} {console.export_text()}"


@pytest.mark.parametrize(
    "text",
    [
        f'{OFFICE}password = "{CANARY}"\nport = 0',
        f'{OFFICE}pasword = "{CANARY}"',
        f'{OFFICE}password = "{CANARY}\\n"',
        f'{OFFICE}password = ["{CANARY}"]',
        f'{OFFICE}password = "{CANARY * 100}"',
        f'{OFFICE}password = "{CANARY}"\npassword_file = "/nowhere"',
        f'{OFFICE}password_file = "{CANARY}"',
        f'{OFFICE}password_file = "{CANARY * 100}"',
        f'{OFFICE}password_file = "{CANARY}\\u0000"',
        f'{OFFICE}password = "{CANARY}',
        f"{OFFICE}password = {CANARY}",
        f'{OFFICE}port = "{CANARY}"',
        f'{OFFICE}pacing = "{CANARY}"',
        f'{OFFICE}nick = "{CANARY} "',
        f'{OFFICE}channels = ["{CANARY}"]',
        f'networks = "{CANARY}"',
        f'password = "{CANARY}"',
        f'[networks.A]\npassword = "{CANARY}"',
        f'[desk]\nprefix = "{CANARY}"\nlifetime = "{CANARY}"\n[strength]\nopen = "{CANARY}"',
        f'role = "{CANARY}"',
        f'[plugins.mail]\npassword = "{CANARY}"',
    ],
)
def test_no_mistake_in_the_file_shows_a_password(written: Writer, text: str) -> None:
    assert CANARY not in all_that_is_shown(written(text))


@pytest.mark.parametrize(
    "name",
    [
        "DIBS_NETWORKS__OFFICE__PASSWORD",
        "DIBS_NETWORKS__OFFICE__PASWORD",
        "DIBS_NETWORKS__OFFICE__PORT",
        "DIBS_NETWORKS__OFFICE",
        "DIBS_NETWORKS",
        "DIBS_PASSWORD",
        "DIBS_ROLE",
        "DIBS_LOG__LEVEL",
        "DIBS_PLUGINS__MAIL__PASSWORD",
    ],
)
def test_no_mistake_in_the_environment_shows_a_password(
    written: Writer, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, CANARY)
    assert CANARY not in all_that_is_shown(written(OFFICE + "user = 5"))


@pytest.mark.parametrize(
    ("content", "mode", "why"),
    [
        (CANARY.encode(), 0o604, "can be read by everybody on this machine. Close it: chmod 600"),
        (b"\xff" + CANARY.encode(), 0o600, "isn't text in UTF-8."),
        (CANARY.encode() + b"\nsecond line\n", 0o600, "must be one line, not empty"),
        (b"\n", 0o600, "must be one line, not empty"),
        (CANARY.encode() * 100, 0o600, "of at most 400 characters"),
    ],
)
def test_a_password_file_that_is_no_good_is_told_without_its_content(
    written: Writer, tmp_path: Path, content: bytes, mode: int, why: str
) -> None:
    shown = all_that_is_shown(written(f'{OFFICE}password_file = "{secret_file(tmp_path, content, mode)}"'))
    assert why in shown
    assert CANARY not in shown


@pytest.mark.parametrize(
    ("name", "why"), [("nowhere", "there is no such file"), (".", "isn't a file that can be read")]
)
def test_a_password_file_that_is_not_there_is_told(written: Writer, tmp_path: Path, name: str, why: str) -> None:
    (problem,) = check(written(f'{OFFICE}password_file = "{tmp_path / name}"'))
    assert problem.key == "networks.office.password_file"
    assert why in problem.what


def test_a_pipe_in_place_of_a_password_file_is_told_and_not_waited_for(written: Writer, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe", 0o600)
    (problem,) = check(written(f'{OFFICE}password_file = "{tmp_path / "pipe"}"'))
    assert "isn't a file that can be read" in problem.what


def test_two_passwords_are_one_too_many(written: Writer, tmp_path: Path) -> None:
    (problem,) = check(written(f'{OFFICE}password = "a"\npassword_file = "{secret_file(tmp_path)}"'))
    assert (problem.key, problem.what) == (
        "networks.office.password_file",
        "and password are both given: keep one of them.",
    )


@pytest.mark.parametrize("key", ["password", "password_file"])
def test_a_configuration_that_holds_a_password_does_not_show_it(written: Writer, tmp_path: Path, key: str) -> None:
    value = CANARY if key == "password" else secret_file(tmp_path)
    config = load(written(f'{OFFICE}{key} = "{value}"\n[plugins.reminders]\nkey = "{CANARY}"'))
    (link,) = link_settings(config)
    assert link.password == CANARY
    assert CANARY not in f"{config.networks} {config.model_dump_json(exclude={'plugins'})}"
    assert CANARY not in f"{config!r} {config} {link!r} {link}"


def test_errors_survive_being_handed_to_another_process(written: Writer) -> None:
    error = ConfigErrors(check(written("[lgo]")))
    assert pickle.loads(pickle.dumps(error)).problems == error.problems
