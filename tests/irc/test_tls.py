"""Over TLS dibs speaks only to the server that was meant, and says nothing to any other."""

import dataclasses
import socket
import ssl
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from chatbot.irc.settings import LinkSettings, TlsSettings
from tests.irc.links import SETTINGS, Running, running
from tests.irc.scripted import Scripted, scripted
from tests.servers.papers import Papers, fingerprint, serving
from tests.waiting import until


@pytest.fixture
def papers(tmp_path: Path) -> Papers:
    return Papers(tmp_path)


def trusting(papers: Papers, *, shows: Path | None = None) -> LinkSettings:
    return dataclasses.replace(SETTINGS, secure=True, tls=TlsSettings(papers.ca_file, shows))


def pinned(*pins: str) -> LinkSettings:
    return dataclasses.replace(SETTINGS, secure=True, tls=TlsSettings(pins=frozenset(pins)))


async def _comes_up(server: Scripted, run: Running) -> None:
    await (await server.accepts()).welcomes()
    await run.up()


async def _is_told(caplog: pytest.LogCaptureFixture, words: str) -> None:
    await until(f"{words!r} in the log", lambda: words in caplog.text)


async def test_a_server_whose_name_is_vouched_for_is_spoken_to(papers: Papers) -> None:
    async with (
        scripted(papers.server("localhost")) as server,
        running(server, trusting(papers), awaited=False) as run,
    ):
        await _comes_up(server, run)


def of_another_name(papers: Papers, _: Papers) -> ssl.SSLContext:
    return papers.server("irc.example.org")


def of_another_authority(_: Papers, other: Papers) -> ssl.SSLContext:
    return other.server("localhost")


def expired(papers: Papers, _: Papers) -> ssl.SSLContext:
    return papers.server("localhost", expired=True)


def named_in_the_common_name_alone(papers: Papers, _: Papers) -> ssl.SSLContext:
    return papers.by_common_name("localhost")


def without_its_issuer(papers: Papers, _: Papers) -> ssl.SSLContext:
    return papers.without_its_issuer("localhost")


@pytest.mark.parametrize(
    ("server_of", "words"),
    [
        (of_another_name, "ostname mismatch"),
        (of_another_authority, "unable to get local issuer certificate"),
        (expired, "certificate has expired"),
        (named_in_the_common_name_alone, "ostname mismatch"),
        (without_its_issuer, "unable to get local issuer certificate"),
    ],
    ids=["a wrong name", "an untrusted chain", "an expired certificate", "no name but the common one", "no issuer"],
)
async def test_a_server_that_is_not_vouched_for_hears_nothing(
    papers: Papers,
    tmp_path_factory: pytest.TempPathFactory,
    caplog: pytest.LogCaptureFixture,
    server_of: Callable[[Papers, Papers], ssl.SSLContext],
    words: str,
) -> None:
    secured = server_of(papers, Papers(tmp_path_factory.mktemp("other")))
    async with scripted(secured) as server, running(server, trusting(papers), awaited=False):
        await _is_told(caplog, words)
        assert "See tls_ca_file and tls_pins" in caplog.text
        assert server.visits == 0  # the handshake never ended


@pytest.mark.parametrize("names", [("localhost",), ("irc.example.org",)], ids=["its name", "another name"])
@pytest.mark.parametrize("over", [False, True], ids=["in force", "expired"])
async def test_a_pinned_certificate_is_enough(papers: Papers, names: tuple[str, ...], *, over: bool) -> None:
    pem = papers.file(*names, expired=over)
    async with scripted(serving(pem)) as server, running(server, pinned(fingerprint(pem)), awaited=False) as run:
        await _comes_up(server, run)


async def test_a_wrong_pin_ends_it_after_the_handshake_with_nothing_said(
    papers: Papers, caplog: pytest.LogCaptureFixture
) -> None:
    pem = papers.file("localhost")
    async with (
        scripted(serving(pem)) as server,
        running(server, dataclasses.replace(pinned("0" * 64), password="hunter2"), awaited=False),
    ):
        assert await (await server.accepts()).rest() == b""
        await _is_told(caplog, "another than tls_pins names: ")
        assert fingerprint(pem)[:2].upper() + ":" in caplog.text


async def test_a_pin_is_not_helped_by_who_signed(papers: Papers) -> None:
    """Where a certificate is pinned, another one of the same authority is a stranger's."""
    settings = dataclasses.replace(SETTINGS, secure=True, tls=TlsSettings(papers.ca_file, pins=frozenset({"0" * 64})))
    async with scripted(papers.server("localhost")) as server, running(server, settings, awaited=False):
        assert await (await server.accepts()).rest() == b""


async def test_a_server_without_tls_is_told_of(papers: Papers, caplog: pytest.LogCaptureFixture) -> None:
    async with scripted() as server, running(server, trusting(papers), awaited=False):
        (await server.accepts()).says(":s NOTICE * :*** Looking up your hostname")
        await _is_told(caplog, "doesn't speak TLS 1.2 or newer")


async def test_old_tls_is_refused(papers: Papers, caplog: pytest.LogCaptureFixture) -> None:
    old = papers.server("localhost")
    old.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        old.minimum_version = old.maximum_version = ssl.TLSVersion.TLSv1_1
    async with scripted(old) as server, running(server, trusting(papers), awaited=False):
        await _is_told(caplog, "doesn't speak TLS 1.2 or newer")
        assert server.visits == 0


async def test_the_server_is_told_by_which_name_it_was_called(papers: Papers) -> None:
    called: list[str | None] = []
    secured = papers.server("localhost")
    secured.sni_callback = lambda _, name, __: called.append(name)
    async with scripted(secured) as server, running(server, trusting(papers), awaited=False) as run:
        await _comes_up(server, run)
        assert called == ["localhost"]


async def test_dibs_shows_a_certificate_of_its_own(papers: Papers) -> None:
    secured = papers.server("localhost")
    papers.trusts_clients(secured)
    settings = trusting(papers, shows=papers.file("dibs.example.org"))
    async with scripted(secured) as server, running(server, settings, awaited=False) as run:
        await _comes_up(server, run)


@contextmanager
def in_a_thread(secured: ssl.SSLContext) -> Generator[Scripted]:
    """A server that only shakes hands, in blocking calls: those of asyncio don't say why they refuse somebody."""
    script = Scripted("localhost")
    with socket.create_server(("127.0.0.1", 0)) as listening:
        script.port = listening.getsockname()[1]

        def serve() -> None:
            with suppress(OSError):  # until it is closed
                while True:
                    _shake(listening.accept()[0], secured)

        thread = threading.Thread(target=serve)
        thread.start()
        yield script
        listening.shutdown(socket.SHUT_RDWR)
        thread.join()


def _shake(taken: socket.socket, secured: ssl.SSLContext) -> None:
    with taken, suppress(ssl.SSLError), secured.wrap_socket(taken, server_side=True) as shaken:
        shaken.recv(1)


@pytest.mark.parametrize(
    ("shows", "version"),
    [(True, ssl.TLSVersion.TLSv1_2), (True, ssl.TLSVersion.TLSv1_3), (False, ssl.TLSVersion.TLSv1_3)],
    ids=["a stranger's, TLS 1.2", "a stranger's, TLS 1.3", "none, TLS 1.3"],
)
async def test_a_certificate_of_ours_that_is_refused_is_told_of(
    papers: Papers, tmp_path: Path, caplog: pytest.LogCaptureFixture, version: ssl.TLSVersion, *, shows: bool
) -> None:
    secured = papers.server("localhost")
    papers.trusts_clients(secured)
    secured.maximum_version = version
    (tmp_path / "other").mkdir()
    shown = Papers(tmp_path / "other").file("dibs.example.org")
    with in_a_thread(secured) as server:
        async with running(server, trusting(papers, shows=shown if shows else None), awaited=False):
            await _is_told(caplog, "the server refused the certificate that it was shown, or wants one")
