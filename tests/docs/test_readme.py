"""The README is true: its transcript is what one would see, and what it tells to type exists."""

import re
import tomllib
from pathlib import Path

from chatbot.app import command_table
from chatbot.config import load
from tests.cli.terminal import Terminal
from tests.docs import ROOT, page
from tests.docs.commands import in_readme as with_verbs
from tests.docs.transcript import in_readme, shown


async def test_the_transcript_is_what_the_tour_prints(tmp_path: Path) -> None:
    """And it plays to its end, within the time that it gives itself: else it says why, and doesn't exit with 0."""
    told = await Terminal(tmp_path).dibs("demo")
    assert (told.code, told.err) == (0, "")
    assert shown(told.out) == in_readme(), "python -m tests.docs.transcript"


def test_the_verbs_are_those_of_the_table() -> None:
    assert page("README.md") == with_verbs(command_table()), "python -m tests.docs.commands"


def test_every_make_target_that_is_named_exists() -> None:
    named = set(re.findall(r"(?:`|    )make ([a-z-]+)\b", page("README.md") + page("CONTRIBUTING.md")))
    targets = set(re.findall(r"(?m)^([a-z-]+):", page("Makefile")))
    assert {"run", "demo", "test"} <= named <= targets


def test_the_command_that_it_tells_for_the_tests_is_the_one_that_is_run_elsewhere() -> None:
    (told,) = re.findall(r"(?m)^    (.+)\n\nruns the tests", page("README.md"))
    assert f"\n{told} ||" in page(".ci/run")


def test_its_configuration_may_be_written(tmp_path: Path) -> None:
    (text,) = re.findall(r"(?s)```toml\n(.*?)```", page("README.md"))
    secret = tmp_path / "office.password"
    secret.write_text("correct horse\n")
    secret.chmod(0o600)
    path = tmp_path / "dibs.toml"
    path.write_text(text.replace("# password_file", "password_file").replace("/etc/dibs/office.password", str(secret)))
    config = load(path)
    assert config.network_names == ("office",)
    assert config.networks["office"].secret
    assert config.roles[0].network == "office"


def test_it_names_the_python_and_the_licence_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert f"Python {project['requires-python'].removeprefix('>=')} or newer" in page("README.md")
    assert f"{project['license']} licence" in page("README.md")
