"""How a network is reached, and how dibs is known there."""

from pathlib import Path

import pytest

from chatbot.config import check, load
from chatbot.config.kinds import address
from chatbot.config.parts import desk_settings, link_settings
from chatbot.irc.settings import LinkSettings, TlsSettings
from tests.config.conftest import Writer
from tests.servers.papers import Papers, fingerprint

OFFICE = '[networks.office]\nhost = "irc.example.org"\n'
LOGIN = OFFICE + 'account = "dibs"\naccount_password = "hunter2"\n'


def link(path: Path) -> LinkSettings:
    return link_settings(load(path))[0]


def told(path: Path) -> list[str]:
    return [str(problem) for problem in check(path)]


def test_tls_is_what_holds_unless_it_is_said(written: Writer) -> None:
    made = link(written(OFFICE))
    assert (made.secure, made.port, made.tls) == (True, 6697, TlsSettings())


def test_without_tls_the_port_is_the_plain_one(written: Writer) -> None:
    made = link(written(OFFICE + "tls = false"))
    assert (made.secure, made.port) == (False, 6667)


def test_further_servers_have_the_port_of_the_first_unless_they_name_one(written: Writer) -> None:
    made = link(written(OFFICE + 'more_hosts = ["b.example.org", "c.example.org:7000", "[2001:db8::1]:7001"]'))
    assert made.more == (("b.example.org", 6697), ("c.example.org", 7000), ("2001:db8::1", 7001))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("irc.example.org", ("irc.example.org", None)),
        ("irc.example.org:6697", ("irc.example.org", 6697)),
        ("[::1]:6697", ("::1", 6697)),
        ("[::1]", ("::1", None)),
        ("2001:db8::1", ("2001:db8::1", None)),
    ],
)
def test_an_address_is_read(text: str, meant: tuple[str, int | None]) -> None:
    assert address(text) == meant


def test_a_pin_is_taken_as_openssl_prints_it(written: Writer, tmp_path: Path) -> None:
    pin = fingerprint(Papers(tmp_path).file("localhost"))
    printed = ":".join(pin[at : at + 2].upper() for at in range(0, 64, 2))
    for spelled in (pin, printed, f"sha256:{pin}", f"SHA256={printed}"):
        assert link(written(f'{OFFICE}tls_pins = ["{spelled}"]')).tls.pins == {pin}


def test_an_account_is_logged_in_to(written: Writer) -> None:
    login = link(written(LOGIN + 'sasl = ["PLAIN"]\nsasl_required = true\nnickserv = "NickServ"')).login
    assert login is not None
    assert (login.account, login.password, login.mechanisms, login.required) == ("dibs", "hunter2", ("PLAIN",), True)
    assert (login.nickserv, login.chanserv) == ("NickServ", "ChanServ")
    assert "hunter2" not in repr(login)


def test_who_opens_channels_may_have_another_name(written: Writer) -> None:
    login = link(written(LOGIN + 'chanserv = "X"')).login
    assert login is not None
    assert login.chanserv == "X"


def test_a_channel_that_wants_a_key_gets_it_and_nobody_reads_it(written: Writer) -> None:
    made = link(written(OFFICE + 'channels = ["#desk"]\nchannel_keys = { "#leads" = "swordfish" }'))
    assert (made.channels, made.keys) == (("#desk", "#leads"), {"#leads": "swordfish"})
    assert "swordfish" not in repr(made)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (OFFICE + 'tls_pins = ["AB:CD"]', "tls_pins: must hold SHA-256 fingerprints"),
        (OFFICE + 'tls_ca_file = "nowhere.pem"', "tls_ca_file: must be a file with certificates in PEM."),
        (OFFICE + 'tls_key_file = "dibs.key"', "tls_key_file: is of no use without tls_cert_file."),
        (OFFICE + 'tls_cert_file = "nowhere.pem"', "tls_key_file: and tls_cert_file aren't a key and its certificate"),
        (OFFICE + 'more_hosts = ["b.example.org:0"]', "more_hosts: must hold servers, such as"),
        (OFFICE + 'more_hosts = ["http://x"]', "more_hosts: must hold servers, such as"),
        (OFFICE + 'account = "dibs"', "office: account needs a password, a key or a certificate"),
        (OFFICE + 'account = "two words"', "account: must be the name of an account"),
        (OFFICE + 'account_password = "x"', "office: account_password is of no use without account."),
        (OFFICE + "sasl_required = true", "office: sasl_required is of no use without account."),
        (OFFICE + 'channel_keys = { "#leads" = "two words" }', "channel_keys"),
        (OFFICE + 'channel_keys = { leads = "x" }', "channel_keys"),
        (LOGIN + "sasl = []", "sasl: must name at least one"),
        (LOGIN + 'sasl = ["CRAM-MD5"]', "sasl[1]: must be 'SCRAM-SHA-256', 'ECDSA-NIST256P-CHALLENGE', 'EXTERNAL'"),
        (LOGIN + 'account_key_file = "nowhere"', "account_key_file: must be the path of a key"),
    ],
)
def test_what_cannot_work_is_told(written: Writer, text: str, words: str) -> None:
    assert any(words in problem for problem in told(written(text))), told(written(text))
    assert not any("hunter2" in problem for problem in told(written(text)))


KEEPING = OFFICE + 'logins = "passwords"\n'


def test_people_log_in_to_services_unless_it_is_said(written: Writer) -> None:
    made = written(OFFICE)
    assert (link(made).passwords, desk_settings(load(made)).passwords) == (False, frozenset())
    made = written(KEEPING)
    assert (link(made).passwords, desk_settings(load(made)).passwords) == (True, {"office"})


def test_passwords_are_not_taken_in_clear(written: Writer) -> None:
    (problem,) = told(written(KEEPING + "tls = false"))
    assert problem.startswith('networks.office: logins = "passwords" without tls: anybody on the way could read them.')


def test_unless_it_is_this_machine_or_wanted_so(written: Writer) -> None:
    here = KEEPING.replace("irc.example.org", "127.0.0.1") + "tls = false"
    assert told(written(here)) == []
    wanted = written(KEEPING + "tls = false\npasswords_in_clear = true")
    assert told(wanted) == []
    assert link(wanted).passwords_in_clear


def test_passwords_in_clear_are_of_no_use_without_passwords(written: Writer) -> None:
    (problem,) = told(written(OFFICE + "passwords_in_clear = true"))
    assert problem.endswith('passwords_in_clear is of no use without logins = "passwords".')
