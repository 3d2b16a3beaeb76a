"""`config.example.toml` is held to the model: complete, valid as it stands, and true about the defaults."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

from chatbot.config import Config, load
from chatbot.config.problems import SECTIONS

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"


NETWORK_EXAMPLES = {
    *("host", "port", "more_hosts", "bind", "nick", "password", "password_file", "channels", "channel_keys", "account"),
    *("nickserv", "account_password", "account_password_file", "account_key_file"),
    *("relays", "quotes"),
    *("tls_ca_file", "tls_pins", "tls_cert_file", "tls_key_file"),
}


def uncommented() -> str:
    """With every key and section that is only shown; what it says in words stays a comment."""
    return re.sub(r"(?m)^# (?=\[|[a-z_]+ = )", "", EXAMPLE.read_text())


def keys(model: type[BaseModel]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        yield field.alias or name


def shown(section: str) -> dict[str, object]:
    found = tomllib.loads(uncommented())[section]
    return {
        "networks": lambda: found["office"],
        "role": lambda: found[0],
        "types": lambda: found["incident"],
    }.get(section, lambda: found)()


def test_it_is_valid_as_it_stands_and_changes_nothing() -> None:
    assert load(EXAMPLE) == Config()


def test_it_has_every_section() -> None:
    assert set(tomllib.loads(uncommented())) == set(keys(Config))


@pytest.mark.parametrize("section", SECTIONS)
def test_it_has_every_key_and_no_other(section: str) -> None:
    assert set(shown(section)) == set(keys(SECTIONS[section]))


@pytest.mark.parametrize("section", SECTIONS)
def test_every_key_stands_below_a_comment(section: str) -> None:
    lines = EXAMPLE.read_text().splitlines()
    for key in keys(SECTIONS[section]):
        places = [number for number, line in enumerate(lines) if re.match(rf"(# )?{key} = ", line)]
        assert places, key
        assert all(words_above(lines, number) for number in places), key


def words_above(lines: list[str], number: int) -> bool:
    above = lines[:number][::-1]
    paragraph = above[: above.index("")]
    return any(re.match(r"# (?!\[|[a-z_]+ = )", line) for line in paragraph)


@pytest.mark.parametrize(
    ("section", "examples"),
    [
        ("networks", NETWORK_EXAMPLES),
        ("desk", set[str]()),
        ("embedded", {"enabled"}),
        ("log", set[str]()),
    ],
)
def test_what_it_shows_is_the_default(section: str, examples: set[str]) -> None:
    model = SECTIONS[section]
    needed = {"host": "irc.example.org"} if section == "networks" else {}
    defaults = {key: value for key, value in shown(section).items() if key not in examples}
    assert model.model_validate({**needed, **defaults}) == model.model_validate(needed)


def test_all_that_it_shows_may_be_written(tmp_path: Path) -> None:
    path = tmp_path / "all.toml"
    """But for the files, which aren't here."""
    text = re.sub(r"(?m)^(\w+_file|tls_pins) = .*\n", "", uncommented())
    path.write_text(text)
    config = load(path)
    assert config.network_names == ("embedded", "office")
    assert config.roles[0].open
