"""A link to InspIRCd with Atheme, over TLS and logged in."""

import base64
import dataclasses
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from chatbot.irc.settings import LinkSettings, LoginSettings, TlsSettings
from tests.irc.links import QUICK, SETTINGS, Running, running
from tests.irc.test_sts import Kept
from tests.servers.fixtures import Listening, People
from tests.servers.inspircd import Inspircd
from tests.servers.network import ServicesNetwork
from tests.servers.papers import Papers
from tests.waiting import until


class Tls:
    """The secured door of a server."""

    def __init__(self, ircd: Inspircd) -> None:
        self.host, self.port = "localhost", ircd.tls_port


def secured(ircd: Inspircd, login: LoginSettings | None = None, shows: Path | None = None) -> LinkSettings:
    tls = TlsSettings(ircd.ca_file, shows)
    return dataclasses.replace(SETTINGS, secure=True, tls=tls, login=login, channels=("#tls",))


async def _whois(people: People, server: Listening, nick: str = "dibs") -> list[str]:
    alice = await people(server, "alice-asks")
    await alice.raw(f"WHOIS {nick}")
    await alice.expect(" 318 ")
    return [line.command for line in alice.lines if line.command in {"330", "671"}]


async def test_inspircd_is_spoken_to_over_tls(inspircd: Inspircd, people: People) -> None:
    async with running(Tls(inspircd), secured(inspircd)):
        assert await _whois(people, inspircd) == ["671"]  # "is using a secure connection"


async def test_inspircds_wish_for_tls_is_followed_and_kept(people: People) -> None:
    async with Inspircd(wants_tls=True) as ircd:
        settings = dataclasses.replace(secured(ircd), secure=False)
        plain, kept = Tls(ircd), Kept()
        plain.port = ircd.port
        async with running(plain, settings, policies=kept):
            assert await _whois(people, ircd) == ["671"]
            await until("it kept", lambda: kept.known == {"localhost": (ircd.tls_port, timedelta(days=30))})


async def _logs_in(run: Running, people: People, server: Listening) -> None:
    await run.up()
    # Services keep a nick that they have sent somebody away from for a while; then dibs goes by another.
    assert "330" in await _whois(people, server, run.link.nick)  # "is logged in as"


@pytest.mark.parametrize("secure", [True, False], ids=["over TLS", "on this machine"])
async def test_dibs_logs_in_by_its_password(services: ServicesNetwork, people: People, *, secure: bool) -> None:
    login = LoginSettings("dibs", services.accounts["dibs"], required=True)
    settings = dataclasses.replace(secured(services.ircd, login), secure=secure)
    server: Listening = Tls(services.ircd) if secure else services
    async with running(server, settings) as run:
        await _logs_in(run, people, services)


async def test_a_wrong_password_is_no_login(
    services: ServicesNetwork, caplog: pytest.LogCaptureFixture, people: People
) -> None:
    login = LoginSettings("dibs", "wrong-password")
    async with running(Tls(services.ircd), secured(services.ircd, login)):
        assert "330" not in await _whois(people, services)
        assert "not logged in" in caplog.text
        assert "wrong-password" not in caplog.text


async def test_dibs_logs_in_by_its_certificate(services: ServicesNetwork, people: People, tmp_path: Path) -> None:
    shown = Papers(tmp_path).file("dibs.example.org")
    async with await services.login("dibs", nick="owner") as owner:
        async with running(Tls(services.ircd), secured(services.ircd, shows=shown)) as run:
            await run.up()
            await owner.raw(f"WHOIS {run.link.nick}")
            print_of = (await owner.expect(" 276 ")).params[-1].split(" ")[-1]
        await owner.say("NickServ", f"CERT ADD {print_of}")
        await owner.hears("Added fingerprint", from_nick="NickServ")
        login = LoginSettings("dibs", mechanisms=("EXTERNAL",), required=True)
        async with running(Tls(services.ircd), secured(services.ircd, login, shown)) as run:
            await _logs_in(run, people, services)


async def test_dibs_logs_in_by_its_key(services: ServicesNetwork, people: People, tmp_path: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    form, clear = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (tmp_path / "key").write_bytes(key.private_bytes(serialization.Encoding.PEM, form, clear))
    point = key.public_key().public_bytes(serialization.Encoding.X962, serialization.PublicFormat.CompressedPoint)
    async with await services.login("dibs", nick="owner") as owner:
        await owner.say("NickServ", f"SET PUBKEY {base64.b64encode(point).decode()}")
        await owner.hears("public key is now set", from_nick="NickServ")
    login = LoginSettings("dibs", key_file=tmp_path / "key", mechanisms=("ECDSA-NIST256P-CHALLENGE",), required=True)
    async with running(Tls(services.ircd), secured(services.ircd, login)) as run:
        await _logs_in(run, people, services)


async def test_nickserv_logs_us_in_where_sasl_is_not_for_us(services: ServicesNetwork, people: People) -> None:
    login = LoginSettings("dibs", services.accounts["dibs"], mechanisms=("SCRAM-SHA-256",), nickserv="NickServ")
    async with running(Tls(services.ircd), secured(services.ircd, login)) as run:
        await until("dibs logged in", lambda: run.link.account == "dibs")
        await _logs_in(run, people, services)


async def test_dibs_gets_its_nick_back_from_whoever_wears_it(services: ServicesNetwork, people: People) -> None:
    await services.release("dibs")
    await people(services, "dibs")
    login = LoginSettings("dibs", services.accounts["dibs"], nickserv="NickServ")
    quickly = dataclasses.replace(QUICK, regain=0.2)
    async with running(Tls(services.ircd), secured(services.ircd, login), timings=quickly) as run:
        await until("dibs again", lambda: run.link.nick == "dibs")


async def test_when_the_services_come_back_dibs_logs_in(services: ServicesNetwork) -> None:
    await services.kill_services()
    login = LoginSettings("dibs", services.accounts["dibs"])
    quickly = dataclasses.replace(QUICK, regain=0.2)
    async with running(Tls(services.ircd), secured(services.ircd, login), timings=quickly) as run:
        assert run.link.account is None
        await services.start_services()
        await until("dibs logged in", lambda: run.link.account == "dibs")
