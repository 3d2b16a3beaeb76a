"""A server that wants TLS gets it: nothing more is said in the clear, not after a restart either."""

import dataclasses
import ssl
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.irc.settings import TlsSettings
from chatbot.irc.sts import FOR_EVER, Offer, parse
from chatbot.services.secured import Secured
from store.database import open_database
from tests.irc.links import SETTINGS, Running, running
from tests.irc.offline import SETTINGS as OFFLINE
from tests.irc.offline import offline
from tests.irc.scripted import Peer, Scripted, scripted
from tests.people import FakeClock
from tests.servers.papers import Papers
from tests.waiting import until

MONTH = timedelta(days=30)


@pytest.fixture
def papers(tmp_path: Path) -> Papers:
    return Papers(tmp_path)


class Kept:
    """The policies of a link, in memory."""

    def __init__(self) -> None:
        self.known: dict[str, tuple[int, timedelta]] = {}

    async def port(self, host: str) -> int | None:
        return self.known[host][0] if host in self.known else None

    async def keep(self, host: str, port: int, duration: timedelta) -> None:
        if duration:
            self.known[host] = (port, duration)
        else:
            self.known.pop(host, None)


async def _comes_up(server: Scripted, run: Running, caps: str) -> Peer:
    peer = await server.accepts()
    await peer.welcomes(caps=caps)
    await run.up()
    return peer


async def test_a_server_that_wants_tls_in_the_clear_is_left_and_met_there(papers: Papers) -> None:
    settings = dataclasses.replace(SETTINGS, tls=TlsSettings(papers.ca_file))
    kept = Kept()
    async with scripted() as plain, scripted(papers.server("localhost")) as secured:
        plain.host = "localhost"
        async with running(plain, settings, policies=kept, awaited=False) as run:
            peer = await plain.accepts()
            await peer.awaits("USER")
            peer.says(f":s CAP * LS :sts=port={secured.port},duration=60 account-tag")
            assert await peer.rest() == b""  # not a word more
            await _comes_up(secured, run, caps="sts=duration=2592000,port=1")
            await until("it kept", lambda: kept.known == {"localhost": (secured.port, MONTH)})
            assert plain.visits == 1


async def test_what_is_kept_holds_for_the_first_connection_of_the_next_start(papers: Papers) -> None:
    settings = dataclasses.replace(SETTINGS, tls=TlsSettings(papers.ca_file))
    async with scripted() as plain, scripted(papers.server("localhost")) as secured:
        plain.host, kept = "localhost", Kept()
        kept.known["localhost"] = (secured.port, MONTH)
        async with running(plain, settings, policies=kept, awaited=False) as run:
            await _comes_up(secured, run, caps="sts=duration=0")
            assert plain.visits == 0
            await until("it forgotten", lambda: not kept.known)  # by the server's own wish


def wrong(papers: Papers, other: Papers) -> dict[str, tuple[ssl.SSLContext, frozenset[str]]]:
    """What the server at that port may show, and which pins we have."""
    return {
        "unable to get local issuer certificate": (other.server("localhost"), frozenset()),
        "ostname mismatch": (papers.server("irc.example.org"), frozenset()),
        "certificate has expired": (papers.server("localhost", expired=True), frozenset()),
        "another than tls_pins names": (papers.server("localhost"), frozenset({"0" * 64})),
    }


@pytest.mark.parametrize(
    "words",
    [
        "unable to get local issuer certificate",
        "ostname mismatch",
        "certificate has expired",
        "another than tls_pins names",
    ],
)
async def test_an_upgrade_that_fails_never_falls_back(
    papers: Papers, tmp_path_factory: pytest.TempPathFactory, caplog: pytest.LogCaptureFixture, words: str
) -> None:
    shown, pins = wrong(papers, Papers(tmp_path_factory.mktemp("other")))[words]
    settings = dataclasses.replace(SETTINGS, password="hunter2", tls=TlsSettings(papers.ca_file, pins=pins))
    async with scripted() as plain, scripted(shown) as secured:
        plain.host = "localhost"
        async with running(plain, settings, awaited=False):
            peer = await plain.accepts()
            await peer.awaits("USER")
            peer.says(f":s CAP * LS :sts=port={secured.port}")
            await until("three tries", lambda: caplog.text.count(words) >= 3)
            assert plain.visits == 1
            for _ in range(secured.visits):
                assert await (await secured.accepts()).rest() == b""


@pytest.mark.parametrize(
    "offer",
    [
        "port=junk",
        "port=0",
        "port=99999",
        "port=-1",
        "port=",
        "port",
        "duration=60",
        "duration=60,preload",
        "preload",
        "",
    ],
)
async def test_what_is_no_port_is_no_wish_for_tls(offer: str) -> None:
    async with scripted() as plain, running(plain, policies=(kept := Kept()), awaited=False) as run:
        await _comes_up(plain, run, caps=f"sts={offer}")
        assert (plain.visits, kept.known) == (1, {})


@pytest.mark.parametrize("offer", ["duration=junk", "duration=-1", "duration=", "port=6697", "preload", "duration=1h"])
async def test_what_is_no_duration_changes_nothing_of_what_is_kept(papers: Papers, offer: str) -> None:
    settings = dataclasses.replace(SETTINGS, tls=TlsSettings(papers.ca_file))
    async with scripted() as plain, scripted(papers.server("localhost")) as secured:
        plain.host, kept = "localhost", Kept()
        kept.known["localhost"] = (secured.port, MONTH)
        async with running(plain, settings, policies=kept, awaited=False) as run:
            await _comes_up(secured, run, caps=f"sts={offer}")
        assert kept.known == {"localhost": (secured.port, MONTH)}


async def test_what_a_server_wanted_holds_after_a_restart_until_its_time_is_over(
    papers: Papers, tmp_path: Path
) -> None:
    settings = dataclasses.replace(SETTINGS, tls=TlsSettings(papers.ca_file))
    file, clock = tmp_path / "dibs.db", FakeClock()
    async with scripted() as plain, scripted(papers.server("localhost")) as secured:
        plain.host = "localhost"
        for visits, later in ((1, 29), (1, 31), (2, 0)):
            database = await open_database(file)
            async with running(plain, settings, policies=Secured(database, clock), awaited=False) as run:
                if visits > plain.visits:
                    peer = await plain.accepts()
                    await peer.awaits("USER")
                    peer.says(f":s CAP * LS :sts=port={secured.port},duration=1,preload")
                await _comes_up(secured, run, caps="sts=duration=2592000,preload")
            await database.close()
            assert plain.visits == visits
            clock.advance(days=later)


async def test_over_tls_a_port_says_nothing() -> None:
    async with offline(dataclasses.replace(OFFLINE, secure=True)) as link:
        link.connection.begin()
        link.hears(":s CAP * LS :sts=port=6698")
        assert link.granted == []


async def test_in_the_clear_a_duration_says_nothing() -> None:
    async with offline() as link:
        link.connection.begin()
        link.hears(":s CAP * LS :sts=duration=2592000")
        assert link.granted == []


async def test_it_is_never_asked_for_by_name() -> None:
    async with offline(dataclasses.replace(OFFLINE, secure=True)) as link:
        link.connection.begin()
        link.hears(":s CAP * LS :sts=duration=60 account-tag")
        assert [line for line in await link.said() if line.startswith("CAP REQ")] == ["CAP REQ account-tag"]


async def test_a_longer_time_that_is_said_later_counts() -> None:
    async with offline(dataclasses.replace(OFFLINE, secure=True)) as link:
        link.welcomed("sts=duration=60 cap-notify")
        link.hears(":s CAP dibs NEW :sts=duration=120")
        assert link.granted == [timedelta(seconds=60), timedelta(seconds=120)]


async def test_on_the_disk_it_holds_until_its_time_is_over(tmp_path: Path) -> None:
    file, clock = tmp_path / "dibs.db", FakeClock()
    database = await open_database(file)
    await Secured(database, clock).keep("IRC.example.org", 6697, MONTH)
    await database.close()
    database = await open_database(file)
    after = Secured(database, clock)
    assert await after.port("irc.example.org") == 6697
    clock.advance(days=30)
    assert await after.port("irc.example.org") is None
    await after.keep("irc.example.org", 6698, MONTH)
    await after.keep("irc.example.org", 6698, timedelta(0))
    assert await after.port("irc.example.org") is None
    await database.close()


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("port=6697", Offer(6697)),
        ("duration=2592000,port=6697,preload", Offer(6697, MONTH)),
        ("port=0,duration=-1", Offer()),
        ("port=65536", Offer()),
        ("port=6697x", Offer()),
        ("port=٦٦", Offer()),
        ("duration=99999999999999999999", Offer(None, FOR_EVER)),
        ("", Offer()),
    ],
)
def test_what_is_offered(said: str, meant: Offer) -> None:
    assert parse(said) == meant


@given(st.text(max_size=200))
def test_whatever_a_server_offers_is_read(said: str) -> None:
    offer = parse(said)
    assert offer.port is None or 0 < offer.port < 65536
    assert offer.duration is None or timedelta(0) <= offer.duration <= FOR_EVER
