"""Whatever is wrong is told: all of it at once, where it is, and what to write instead."""

import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pydantic import BaseModel

from chatbot.config import ConfigErrors, check, load
from chatbot.config.model import Config
from tests.config.conftest import Writer

NETWORK = '[networks.a]\nhost = "h"\n'
TYPE = '[types.a]\ntransitions = [[1, 2]]\nstates = { 1 = "new", 2 = "done" }\n'
ROLE = '[[role]]\nname = "ops"\n'


def told(path: Path) -> list[str]:
    return [str(problem) for problem in check(path)]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('[dsek]\nnick = "x"', "dsek: is no setting. Did you mean desk? There are: billing, desk, embedded, log,"),
        ('[desk]\nnikc = "x"', "desk.nikc: is no setting. Did you mean nick? There are: database, default_role,"),
        ("[log]\njsno = true", "log.jsno: is no setting. Did you mean json? There are: json, level."),
        ("[log]\nas_json = true", "log.as_json: is no setting. Did you mean json?"),
        ('[networks.a]\nhots = "x"', "networks.a.host: is needed, and isn't there."),
        ('[networks.a]\nhots = "x"', "networks.a.hots: is no setting. Did you mean host?"),
        (ROLE + "opne = true", "role[1].opne: is no setting. Did you mean open?"),
        ('_env_file = "x"', "_env_file: is no setting. There are: billing, desk,"),
        ("_cli_parse_args = true", "_cli_parse_args: is no setting."),
        ('"a\\u001b[2J" = 1', '"a\\x1b[2J": is no setting.'),
        ("[metrics]\nprot = 9669", "metrics.prot: is no setting. Did you mean port? There are: host, port."),
        ('[metrics]\nhost = ""', "metrics.host: must be an address or a name of this machine, such as"),
        ('[metrics]\nhost = "http://127.0.0.1/"', "metrics.host: must be an address or a name of this machine,"),
        ('[metrics]\nhost = "127.0.0.1:9669"', "its port stands in a line of its own: port = 9669"),
        (TYPE + "[types.a.state.1]\nlifetme = 1", "types.a.state.1.lifetme: is no setting. Did you mean lifetime?"),
        (TYPE + "[types.a.state.1]\nx = 1", "types.a.state.1.x: is no setting. There are: every, lifetime, then."),
        ("[desk]\nnick = 5", "desk.nick: must be a text in quotes."),
        ('[desk]\nnick = "5x"', "desk.nick: must be a nick: a letter first"),
        ('[desk]\nprefix = "x"', "desk.prefix: must be one to three signs"),
        ("[desk]\nlifetime = 30", "desk.lifetime: "),
        ("[desk]\nlifetime = true", "desk.lifetime: must be a time with its unit"),
        ('[desk]\nevery = "10s"', 'desk.every: must be at least "1m"'),
        ('[desk]\nopen_from = "anyone"', "desk.open_from: is open in [strength] now:"),
        (
            '[strength]\nopen = "all"',
            "strength.open: must be 'none', 'relayed', 'identified', 'tracker' or",
        ),
        ('[strength]\nown = "none"', "strength.own: must be 'identified', 'tracker' or 'account-tag', in quotes."),
        ('[strength]\nown = "tracker"', 'strength.administer: is "identified", weaker than own, which is "tracker"'),
        ('[strength]\nopen = "tracker"\nadminister = "tracker"', 'strength.own: is "identified", weaker than open'),
        ('[desk]\nplugins = "announce"\n[desk.x]', "desk.x: is no setting."),
        ('[desk]\nplugins = ["a", "a"]', "desk.plugins: names something twice; once is enough."),
        ('[desk]\nplugins = ["../a"]', "desk.plugins[1]: must name a plugin"),
        ('[desk]\ndatabase = "."', "desk.database: must be the path of a file"),
        ("desk = 5", "desk: must be a section of its own"),
        ("networks = 5", "networks: must be a section of its own"),
        ("role = 5", "role: must be a list"),
        ("[plugins]\nreminders = 5", "plugins.reminders: must be a section of its own"),
        ("[embedded]\nports = [8080]", "embedded.ports: may hold only 6665, 6666, 6667, 6668, 6669: browsers refuse"),
        ("[embedded]\nports = []", "embedded.ports: may hold only"),
        ("[embedded]\nports = [6667.5]", "embedded.ports[1]: must be a whole number."),
        ('[embedded]\nenabled = "perhaps"', "embedded.enabled: must be true or false."),
        ("[embedded]\nenabled = false", "embedded.enabled: is off, and there is no other network."),
        ('[embedded]\nchannel = "desk"', 'embedded.channel: must be a channel, such as "#desk"'),
        (NETWORK + 'x = 1\naccount = "dibs"', "networks.a: account needs a password, a key or a certificate."),
        (
            ROLE + 'opne = true\nnext = "b"\n' + NETWORK + "y = 2\n" + TYPE,
            "types.a.role: is needed: 1 (new) is offered",
        ),
        (NETWORK.replace('"h"', '"h:6697"'), "networks.a.host: must be the server alone; its port stands in a line of"),
        (NETWORK.replace('"h"', '"[::1]:6697"'), "networks.a.host: must be "),
        (NETWORK + "port = 0", "networks.a.port: must be at least 1."),
        (NETWORK + "port = 65536", "networks.a.port: must be at most 65535."),
        (NETWORK + 'host = "x"', "isn't TOML: cannot overwrite a value."),
        (NETWORK + 'channels = ["#a", "#A"]', "networks.a.channels: names something twice"),
        (NETWORK + 'realname = "x\\ny"', "networks.a.realname: must be one line"),
        (
            NETWORK + 'relays = ["a b"]',
            "networks.a.relays[1]: must be the account of a bridge's bot or",
        ),
        (NETWORK + 'relays = ["mb!m"]', "networks.a.relays[1]: must be the account of a bridge's bot"),
        (NETWORK + 'relays = ["mb", "MB"]', "networks.a.relays: names something twice"),
        (NETWORK + 'relay_format = "{text}"', 'networks.a.relay_format: must be like "<{nick}> {text}": the name'),
        (NETWORK + 'pacing = "warp"', "networks.a.pacing: must be 'plain' or 'fast', in quotes."),
        ('[networks.embedded]\nhost = "h"', "networks.embedded: is the built-in server's name"),
        ('[networks.A]\nhost = "h"', "networks.A: isn't a name for a network"),
        (TYPE, "types.a.role: is needed: 1 (new) is offered to it."),
        (TYPE + "final = []", "types.a.final: is empty, so no ticket could ever end."),
        (
            TYPE.replace("[[1, 2]]", "[[1, 2], [2, 7]]"),
            "types.a.transitions: speaks of 7, which has no name in states.",
        ),
        ("[types.a]\ntransitions = [[1, 2]]", "types.a: needs states, too, such as"),
        ('[types.a]\nrole = "ops"', "types.a.transitions: has no start"),
        ("[types.A]", "types.A: isn't a name for a type"),
        (TYPE + 'keep = "23h"', 'types.a.keep: must be at least "1d", or "never".'),
        (TYPE + "keep = 90", "types.a.keep: No unit in 90: write 90s, 90m, 90h, 90d or 90w."),
        (TYPE + 'afterwards = "burn"', "types.a.afterwards: must be 'archive' or 'delete', in quotes."),
        (TYPE + "[types.a.state.9]", "types.a.state: speaks of 9, which has no name in states."),
        (ROLE + ROLE, "role[2].name: is the name of an earlier [[role]]"),
        (ROLE + 'next = "b"', "role[1].next: must be one of the roles here: "),
        (
            ROLE + 'next = "b"\n[[role]]\nname = "B"\nnext = "OPS"\n',
            "role[1].next: leads back to this role, in a circle.",
        ),
        (ROLE + 'after = "15m"', "role[1].after: says when the next role is asked, and there is none"),
        (ROLE + "prompts = 2", "role[1].prompts: says when the next role is asked, and there is none"),
        (ROLE + 'next = "b"\nprompts = 5', "role[1].prompts: must be at most 4."),
        (ROLE + 'next = "b"\nprompts = 0', "role[1].prompts: must be at least 1."),
        (ROLE + 'next = "b"\nafter = "30s"', 'role[1].after: must be at least "1m"'),
        (ROLE + 'network = "b"', "role[1].network: must be one of the networks here: embedded."),
        (
            NETWORK + '[networks.b]\nhost = "h"\n' + ROLE + 'channel = "#x"',
            "role[1].network: is needed: its channel could be on a or b.",
        ),
        (
            "[plugins.anounce]",
            "plugins.anounce: is a section for a plugin that desk.plugins doesn't name. Did you mean",
        ),
    ],
)
def test_a_mistake_is_named_with_what_to_write_instead(written: Writer, text: str, sentence: str) -> None:
    assert any(sentence in line for line in told(written(text))), told(written(text))


def test_all_mistakes_are_told_at_once(written: Writer) -> None:
    text = '[desk]\nnikc = "x"\nevery = 5\n[networks.a]\nport = 0\n[[role]]\nnetwork = "b"\n[plugins.x]\n[lgo]\n'
    keys = {problem.key for problem in check(written(text))}
    assert keys == {
        *("desk.nikc", "desk.every", "networks.a.port", "networks.a.host"),
        *("role[1].name", "role[1].network", "plugins.x", "lgo"),
    }


def test_load_raises_what_check_finds(written: Writer) -> None:
    path = written('[desk]\nnick = ""\n[lgo]\n')
    with pytest.raises(ConfigErrors) as raised:
        load(path)
    assert list(raised.value.problems) == check(path)
    assert str(raised.value).count("\n") == 1


def test_what_is_no_setting_is_told_in_every_section(written: Writer) -> None:
    sections = [name for name, field in Config.model_fields.items() if isinstance(field.default, BaseModel)]
    assert len(sections) > 5
    for name in sections:
        (problem,) = told(written(f"[{name}]\nzzz = 1"))
        assert problem.startswith(f"{name}.zzz: is no setting. There are: ")


def test_a_variable_that_nobody_could_read_is_told_as_what_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIBS_\x1b[2J", "x")
    with pytest.raises(ConfigErrors) as errors:
        load()
    first = str(errors.value).splitlines()[0]
    assert first.startswith('"\\x1b[2j" (set by DIBS_\\x1b[2J): is no setting.')


def test_an_unknown_variable_is_told_by_its_own_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIBS_DESK__NIKC", "x")
    monkeypatch.setenv("DIBS_NIKC", "x")
    first, second = map(str, check())
    assert first.startswith("desk.nikc (set by DIBS_DESK__NIKC): is no setting. Did you mean nick?")
    assert second.startswith("nikc (set by DIBS_NIKC): is no setting.")


def test_a_bad_value_of_a_variable_is_told_by_its_own_name(written: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIBS_NETWORKS__A__PORT", "irc")
    assert told(written(NETWORK)) == ["networks.a.port (set by DIBS_NETWORKS__A__PORT): must be a whole number."]


def test_a_variable_for_a_section_and_one_within_it_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIBS_DESK", "x")
    monkeypatch.setenv("DIBS_DESK__NICK", "x")
    assert [problem.key for problem in check()] == ["desk"]


def test_a_role_may_be_at_home_on_a_network_of_the_environment(
    written: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIBS_NETWORKS__OFFICE__HOST", "irc.example.org")
    assert not check(written(ROLE + 'network = "office"'))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b'[desk]\nnick = "x', "broken.toml, line 2, where it ends: isn't TOML: unterminated string."),
        (
            b"[desk]\nnick = dibs",
            "line 2, column 8: isn't TOML: invalid value. Texts stand in quotes",
        ),
        (b"[embedded]\nchannel = #desk\n", "line 2, column 11: isn't TOML: invalid value. Texts stand in quotes"),
        (b"[desk]\n\n# \xfc\n", "line 3: isn't UTF-8."),
        (b"a = " + b"[" * 100_000, "isn't TOML: it is nested too deeply."),
        (b"#" * 2_000_000, "is larger than 1 MB"),
    ],
)
def test_a_file_that_is_not_toml_is_told_with_its_place(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "broken.toml"
    path.write_bytes(content)
    (line,) = told(path)
    assert "broken.toml" in line
    assert sentence in line


@pytest.mark.parametrize(("name", "why"), [("missing.toml", "no such file"), (".", "is a directory")])
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, name: str, why: str) -> None:
    assert [why in line for line in told(tmp_path / name)] == [True]


def test_a_file_that_a_variable_names_must_be_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIBS_CONFIG", "nowhere.toml")
    assert [str(problem) for problem in check()] == ["nowhere.toml can't be read: no such file or directory."]


def test_the_home_of_nobody_is_no_folder(monkeypatch: pytest.MonkeyPatch, written: Writer) -> None:
    said = "begins with ~ and no user of this machine. Write the whole path."
    path = written('[desk]\ndatabase = "~nobody-here/dibs.db"\n[networks.office]\nhost = "x"\npassword_file = "~]"')
    assert sorted(told(path)) == [f"desk.database: {said}", f"networks.office.password_file: {said}"]
    monkeypatch.setenv("DIBS_CONFIG", "~nobody-here/dibs.toml")
    assert [str(problem) for problem in check()] == ["~nobody-here/dibs.toml can't be read: no such file or directory."]


def test_a_database_behind_a_link_is_named_by_its_file(tmp_path: Path, written: Writer) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "real.db").touch()
    (tmp_path / "data" / "dibs.db").symlink_to("../real.db")
    assert load().desk.database == tmp_path / "real.db"
    assert load(written('[desk]\ndatabase = "data/dibs.db"')).desk.database == tmp_path / "real.db"


NOWHERE = {
    "../real.db": "is a link that leads nowhere. Put the file where it leads, or take the link away.",
    "dibs.db": "can't be looked at: too many levels of symbolic links.",
}


@pytest.mark.parametrize("to", NOWHERE)
def test_a_link_that_leads_nowhere_is_no_database(tmp_path: Path, to: str) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "dibs.db").symlink_to(to)
    assert [str(problem) for problem in check()] == [f"desk.database: {NOWHERE[to]}"]


def test_a_folder_that_may_not_be_entered_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = "can't be looked at: permission denied."
    (tmp_path / "data").mkdir(mode=0)
    with nobody_special():
        assert [str(problem) for problem in check()] == [f"desk.database: {said}"]
        monkeypatch.setenv("DIBS_DESK__DATABASE", str(tmp_path / "data" / "dibs.db"))
        assert [str(problem) for problem in check()] == [f"desk.database (set by DIBS_DESK__DATABASE): {said}"]


@contextmanager
def nobody_special() -> Generator[None]:
    """Root may enter each folder."""
    before = os.geteuid()
    if not before:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(before)
