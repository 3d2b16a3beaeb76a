"""What holds when little or nothing is set, and what each part of the house is handed."""

from datetime import timedelta
from pathlib import Path

import pytest

from chatbot.config import Config, Role, find, load
from chatbot.config.parts import desk_settings, embedded_link, link_settings
from chatbot.desk.settings import DeskSettings
from tests.config.conftest import Writer

OFFICE = '[networks.office]\nhost = "irc.example.org"\n'


def test_without_any_file_the_embedded_server_is_tried_out_with_an_open_role() -> None:
    config = load()
    assert config.embedded_runs
    assert config.roles == (Role(name="ops", network="embedded", channel="#desk", open=True),)
    assert config.desk.database == Path("data/dibs.db")


def test_the_defaults_are_those_of_the_desk() -> None:
    assert desk_settings(Config()) == DeskSettings(networks=("embedded",))


def test_a_network_takes_the_place_of_the_embedded_server_and_brings_no_open_role(written: Writer) -> None:
    config = load(written(OFFICE))
    assert not config.embedded_runs
    assert config.roles == ()


def test_both_run_where_the_embedded_server_is_asked_for(written: Writer) -> None:
    config = load(written("[embedded]\nenabled = true\n" + OFFICE))
    assert config.network_names == ("embedded", "office")


def test_a_role_with_a_channel_is_at_home_on_the_only_network(written: Writer) -> None:
    config = load(written(OFFICE + '[[role]]\nname = "ops"\nchannel = "#ops"\n[[role]]\nname = "net"\n'))
    assert [role.network for role in config.roles] == ["office", None]


def test_a_link_joins_its_channels_and_those_of_its_roles_once(written: Writer) -> None:
    text = (
        OFFICE + 'channels = ["#Desk"]\n[[role]]\nname = "a"\nchannel = "#desk"\n[[role]]\nname = "b"\nchannel = "#b"\n'
    )
    (link,) = link_settings(load(written(text)))
    assert link.channels == ("#Desk", "#b")
    assert (link.network, link.host, link.nick, link.pacing, link.believed) == (
        "office",
        "irc.example.org",
        "dibs",
        "plain",
        False,
    )


def test_answers_may_be_notices(written: Writer) -> None:
    assert link_settings(load(written(OFFICE)))[0].reply_verb == "PRIVMSG"
    assert link_settings(load(written(OFFICE + 'replies = "notice"')))[0].reply_verb == "NOTICE"


def test_nicks_are_believed_on_the_embedded_server_alone() -> None:
    link = embedded_link(Config(), 6668)
    assert (link.network, link.host, link.port, link.believed) == ("embedded", "127.0.0.1", 6668, True)
    assert link.channels == ("#desk",)


def test_a_password_reaches_the_link_from_its_file(written: Writer, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hunter2\n")
    secret.chmod(0o600)
    (link,) = link_settings(load(written(f'{OFFICE}password_file = "{secret}"\n')))
    assert link.password == "hunter2"


def test_times_are_read_with_their_units(written: Writer) -> None:
    assert load(written('[desk]\nlifetime = "1h30"\n')).desk.lifetime == timedelta(minutes=90)


def test_a_named_file_comes_before_the_variable_and_that_before_the_folder(
    written: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("dibs.toml").write_text('[desk]\nnick = "folder"\n')
    assert load().desk.nick == "folder"
    Path("other.toml").write_text('[desk]\nnick = "variable"\n')
    monkeypatch.setenv("DIBS_CONFIG", "other.toml")
    assert load().desk.nick == "variable"
    assert load(written('[desk]\nnick = "named"\n')).desk.nick == "named"
    assert find() == Path("other.toml")


def test_the_environment_wins_over_the_file(written: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIBS_DESK__NICK", "helper")
    monkeypatch.setenv("DIBS_NETWORKS__OFFICE__PORT", "6697")
    monkeypatch.setenv("DIBS_NETWORKS__OFFICE__CHANNELS", "#a,#b")
    monkeypatch.setenv("DIBS_LOG__JSON", "true")
    config = load(written('[desk]\nnick = "dibs"\nprefix = "."\n' + OFFICE))
    assert (config.desk.nick, config.desk.prefix, config.log.as_json) == ("helper", ".", True)
    assert (config.networks["office"].port, config.networks["office"].channels) == (6697, ["#a", "#b"])


def test_a_whole_network_may_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIBS_NETWORKS__OFFICE__HOST", "irc.example.org")
    assert load().network_names == ("office",)


def test_what_is_not_ours_or_empty_in_the_environment_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DIBS_SERVICE_HOST", "DIBS_SERVICE_PORT_IRC", "DIBS_PORT", "DIBS_PORT_6667_TCP_ADDR"):
        monkeypatch.setenv(name, "10.0.0.1")
    monkeypatch.setenv("DIBS_DESK__NICK", "")
    assert load() == Config()


def test_a_section_for_a_plugin_is_handed_on_as_it_is(written: Writer) -> None:
    assert load(written('[plugins.reminders]\nat = "9:00"\n')).plugins == {"reminders": {"at": "9:00"}}


def test_an_editor_of_windows_may_have_written_the_file(tmp_path: Path) -> None:
    path = tmp_path / "windows.toml"
    path.write_bytes(b'\xef\xbb\xbf[desk]\r\nnick = "helper"\r\n')
    assert load(path).desk.nick == "helper"
