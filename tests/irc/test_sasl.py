"""How dibs logs in, and to whom it doesn't tell its password."""

import base64
import dataclasses
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa, utils
from hypothesis import given
from hypothesis import strategies as st

from chatbot.irc.ecdsa import signer
from chatbot.irc.lines import parse
from chatbot.irc.login import NoLogin
from chatbot.irc.mechanisms import NotTheServer
from chatbot.irc.sasl import MOST_SAID, Sasl, chunks
from chatbot.irc.scram import Scram
from chatbot.irc.settings import LoginSettings, TlsSettings
from tests.irc.gsasl import scram_server
from tests.irc.links import SETTINGS, running
from tests.irc.offline import SETTINGS as OFFLINE
from tests.irc.offline import Offline, offline
from tests.irc.scripted import Peer, scripted

PASSWORD = "p\u00e4ssword, with = and \N{SNOWMAN}"
LOGIN = LoginSettings("dibs", PASSWORD)
SECURE = dataclasses.replace(OFFLINE, secure=True, login=LOGIN)


def only(*mechanisms: str, **more: object) -> LoginSettings:
    return dataclasses.replace(LOGIN, mechanisms=mechanisms, **more)  # pyright: ignore[reportArgumentType] - its fields


def said(line: bytes | str) -> bytes:
    text = line.decode() if isinstance(line, bytes) else line
    payload = text.removeprefix("AUTHENTICATE ").strip()
    return base64.b64decode("" if payload == "+" else payload)  # a signature may end in +, too


def offer(link: Offline, sasl: str = "sasl=PLAIN") -> None:
    link.connection.begin()
    link.hears(f":s CAP * LS :{sasl}", ":s CAP * ACK :sasl")


async def last(link: Offline) -> str:
    return (await link.said())[-1]


async def test_plain_tells_account_and_password_and_waits_for_the_answer() -> None:
    async with offline(SECURE) as link:
        offer(link)
        assert await last(link) == "AUTHENTICATE PLAIN"
        link.hears("AUTHENTICATE +")
        assert said(await last(link)) == f"dibs\0dibs\0{PASSWORD}".encode()
        link.hears(":s 900 * dibs!d@h dibs :You are now logged in", ":s 903 * :SASL authentication successful")
        assert await last(link) == "CAP END"
        assert link.session.me.account == "dibs"


async def test_the_first_configured_way_that_the_server_knows_is_taken() -> None:
    async with offline(dataclasses.replace(SECURE, login=only("SCRAM-SHA-256", "PLAIN"))) as link:
        offer(link, "sasl=EXTERNAL,PLAIN,SCRAM-SHA-256")
        assert await last(link) == "AUTHENTICATE SCRAM-SHA-256"


async def test_a_way_that_the_server_does_not_know_is_not_tried_and_no_password_is_said() -> None:
    async with offline(dataclasses.replace(SECURE, login=only("PLAIN"))) as link:
        offer(link, "sasl=EXTERNAL,GSSAPI")
        lines = await link.said()
        assert lines[-1] == "CAP END"
        assert not [line for line in lines if line.startswith("AUTHENTICATE")]


async def test_in_the_clear_no_password_is_said() -> None:
    async with offline(dataclasses.replace(SECURE, secure=False)) as link:
        offer(link)
        assert not [line for line in await link.said() if line.startswith("AUTHENTICATE")]


async def test_a_refused_way_is_followed_by_the_next() -> None:
    async with offline(dataclasses.replace(SECURE, login=only("SCRAM-SHA-256", "PLAIN"))) as link:
        offer(link, "sasl")
        link.hears(":s 904 * :SASL authentication failed")
        assert await last(link) == "AUTHENTICATE PLAIN"


async def test_what_the_server_lists_on_refusal_is_heeded() -> None:
    async with offline(dataclasses.replace(SECURE, login=only("SCRAM-SHA-256", "PLAIN"))) as link:
        offer(link, "sasl")
        link.hears(":s 908 * EXTERNAL,GSSAPI :are available", ":s 904 * :SASL authentication failed")
        assert await last(link) == "CAP END"


@pytest.mark.parametrize("numeric", ["902", "904", "905", "906"])
async def test_without_a_login_dibs_goes_on(numeric: str) -> None:
    async with offline(dataclasses.replace(SECURE, login=only("PLAIN"))) as link:
        offer(link)
        link.hears(f":s {numeric} * :no")
        assert await last(link) == "CAP END"


@pytest.mark.parametrize("sasl", ["sasl=PLAIN", "account-tag"], ids=["refused", "not offered"])
async def test_where_it_is_required_there_is_no_going_on(sasl: str) -> None:
    async with offline(dataclasses.replace(SECURE, login=only("PLAIN", required=True))) as link:
        link.connection.begin()
        with pytest.raises(NoLogin) as refused:
            link.hears(f":s CAP * LS :{sasl}", f":s CAP * ACK :{sasl.partition('=')[0]}", ":s 904 * :SASL failed")
        assert PASSWORD not in str(refused.value)
        assert "CAP END" not in await link.said()


async def test_being_logged_in_already_is_as_good() -> None:
    async with offline(SECURE) as link:
        offer(link)
        link.hears(":s 907 * :You have already authenticated")
        assert await last(link) == "CAP END"


async def test_a_server_that_falls_silent_holds_nothing_up() -> None:
    async with offline(SECURE) as link:
        offer(link)
        link.passes(31)
        assert await last(link) == "CAP END"


async def test_the_certificate_alone_speaks_in_external() -> None:
    tls = TlsSettings(cert_file=Path("dibs.pem"))
    settings = dataclasses.replace(SECURE, tls=tls, login=only("EXTERNAL", password=None))
    async with offline(settings) as link:
        offer(link, "sasl=EXTERNAL")
        assert await last(link) == "AUTHENTICATE EXTERNAL"
        link.hears("AUTHENTICATE +")
        assert await last(link) == "AUTHENTICATE +"


async def test_when_the_services_come_back_dibs_logs_in() -> None:
    async with offline(dataclasses.replace(SECURE, login=only("PLAIN"))) as link:
        link.welcomed("cap-notify")
        await link.said()
        link.hears(":s CAP dibs NEW :sasl=PLAIN")
        assert await last(link) == "CAP REQ sasl"
        link.hears(":s CAP dibs ACK :sasl")
        assert await last(link) == "AUTHENTICATE PLAIN"
        link.hears("AUTHENTICATE +", ":s 900 dibs dibs!d@h dibs :in", ":s 903 dibs :ok")
        assert "CAP END" not in await link.said()
        assert link.session.me.account == "dibs"


async def test_what_the_server_can_do_is_asked_again_now_and_then() -> None:
    """InspIRCd 3 sends no CAP NEW when its services are back."""
    async with offline(dataclasses.replace(SECURE, login=only("PLAIN"))) as link:
        link.welcomed("account-tag")
        await link.said()
        link.lives(120)
        assert 1 <= (await link.said()).count("CAP LS 302") <= 12
        link.hears(":s CAP dibs LS :account-tag sasl=PLAIN", ":s CAP dibs ACK :sasl")
        assert "AUTHENTICATE PLAIN" in await link.said()
        link.hears(":s 904 dibs :no", ":s CAP dibs LS :account-tag sasl=PLAIN")
        assert "AUTHENTICATE PLAIN" not in await link.said()  # a wrong password isn't tried all the time


async def test_who_wears_our_nick_is_sent_away_by_the_services() -> None:
    async with offline(dataclasses.replace(SECURE, login=only("PLAIN", nickserv="NickServ"))) as link:
        link.connection.begin()
        link.hears(":s 433 * dibs :taken", ":s CAP * LS :sasl=PLAIN", ":s CAP * ACK :sasl", "AUTHENTICATE +")
        link.hears(":s 900 * dibs_!d@h dibs :in", ":s 903 * :ok", ":s 001 dibs_ :hello")
        await link.said()
        link.hears(":s 376 dibs_ :end")
        assert "NICK dibs" in await link.said()
        link.hears(":s 433 dibs_ dibs :taken")
        assert await link.said() == ["PRIVMSG NickServ :GHOST dibs"]
        link.passes(59)
        assert "NICK dibs" not in await link.said()
        link.passes(2)
        link.hears(":s 432 dibs_ dibs :held by services")
        assert "PRIVMSG NickServ :REGAIN dibs" in await link.said()


async def test_nickserv_is_told_where_the_server_knows_no_sasl() -> None:
    async with offline(dataclasses.replace(SECURE, login=only("PLAIN", nickserv="NickServ"))) as link:
        link.welcomed("account-tag")
        assert f"PRIVMSG NickServ :IDENTIFY dibs {PASSWORD}" in await link.said()


@pytest.mark.parametrize("change", [{"secure": False}, {"login": only("PLAIN", nickserv=None)}])
async def test_nobody_is_told_in_the_clear_or_unless_it_is_wished(change: dict[str, object]) -> None:
    settings = dataclasses.replace(SECURE, login=only("PLAIN", nickserv="NickServ"))
    async with offline(dataclasses.replace(settings, **change)) as link:  # pyright: ignore[reportArgumentType] - its fields
        link.welcomed("account-tag")
        assert not [line for line in await link.said() if "IDENTIFY" in line]


# The server has something to prove, too.


def test_scram_says_what_the_rfc_shows() -> None:
    """RFC 7677, 3; scramp's client nonce is ours to choose."""
    scram = Scram(LoginSettings("user", "pencil"), nonce="rOprNGfwEbeRWgbNEkqO")
    assert scram.answer(b"") == b"n,,n=user,r=rOprNGfwEbeRWgbNEkqO"
    first = b"r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"
    assert scram.answer(first) == (
        b"c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="
    )
    assert not scram.proved
    assert scram.answer(b"v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=") == b""
    assert scram.proved


@pytest.mark.parametrize(
    "final",
    [b"", b"v=", b"v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G5=", b"e=other-error", b"\xff\xfe", b"v=nonsense"],
)
async def test_a_server_that_does_not_prove_itself_is_told_nothing_more(final: bytes) -> None:
    async with scram_server("dibs", PASSWORD) as server, offline(SECURE) as link:
        offer(link, "sasl=SCRAM-SHA-256,PLAIN")
        link.hears("AUTHENTICATE +")
        first = await server.answer(said(await last(link)))
        assert first is not None
        link.hears(f"AUTHENTICATE {base64.b64encode(first).decode()}")
        assert await last(link)
        link.hears(f"AUTHENTICATE {base64.b64encode(final).decode() or '+'}", ":s 906 * :aborted")
        assert await link.said() == ["AUTHENTICATE *", "CAP END"]


async def test_a_server_that_lets_us_in_without_a_proof_is_not_believed() -> None:
    async with offline(dataclasses.replace(SECURE, login=dataclasses.replace(LOGIN, required=True))) as link:
        offer(link, "sasl=SCRAM-SHA-256")
        link.hears("AUTHENTICATE +")
        with pytest.raises(NoLogin, match="didn't show that it knows our password"):
            link.hears(":s 903 * :welcome")


@pytest.mark.parametrize("count", ["1000001", "9" * 20, "0000000000999999999", "1", "", "\u0661\u0662"])
def test_a_count_of_iterations_that_is_no_work_or_too_much_is_refused(count: str) -> None:
    scram = Scram(LOGIN, nonce="abcdefgh")
    scram.answer(b"")
    with pytest.raises(NotTheServer):
        scram.answer(f"r=abcdefghijkl,s=W22ZaJ0SNY7soEsUEjb6gQ==,i={count}".encode())


@given(st.binary(max_size=300))
def test_whatever_a_server_says_it_is_answered_or_left(garbage: bytes) -> None:
    sasl = Sasl(SECURE, LOGIN)
    sasl.begin("SCRAM-SHA-256")
    sasl.on_authenticate("+")
    for chunk in chunks(garbage):
        sasl.on_authenticate(chunk.decode().split(" ")[1].strip())
    assert sasl.over
    assert not sasl.logged_in


@given(st.text(max_size=60))
def test_what_is_not_base64_ends_it(chunk: str) -> None:
    sasl = Sasl(SECURE, only("PLAIN"))
    sasl.begin("PLAIN")
    line = parse(f"AUTHENTICATE :{chunk}".encode(errors="ignore"))
    assert line is not None
    lines = sasl.on_authenticate(line.param(0))
    assert all(line.startswith(b"AUTHENTICATE ") for line in lines)


def test_a_challenge_without_an_end_is_left() -> None:
    sasl = Sasl(SECURE, LOGIN)
    sasl.begin("SCRAM-SHA-256")
    for _ in range(MOST_SAID // 400):
        assert sasl.on_authenticate("A" * 400) == []
    assert sasl.on_authenticate("A" * 400) == [b"AUTHENTICATE *\r\n"]


@pytest.mark.parametrize(("length", "pieces"), [(0, [0]), (297, [396]), (300, [400, 0]), (301, [400, 4])])
def test_an_answer_goes_in_pieces_of_400_and_ends_in_a_shorter_one(length: int, pieces: list[int]) -> None:
    said = [line.decode().removeprefix("AUTHENTICATE ").strip() for line in chunks(b"x" * length)]
    assert [0 if piece == "+" else len(piece) for piece in said] == pieces


# Real ones.


async def _through(server: Peer, password: str) -> str:
    """Plays the network, with GNU SASL behind it; how it ended."""
    async with scram_server("dibs", password) as scram:
        await server.awaits("USER")
        server.says(":s CAP * LS :sasl=SCRAM-SHA-256")
        await server.awaits("CAP REQ")
        server.says(":s CAP * ACK :sasl")
        await server.awaits("AUTHENTICATE SCRAM-SHA-256")
        server.says("AUTHENTICATE +")
        first = await scram.answer(said(await server.line()))
        server.says(f"AUTHENTICATE {base64.b64encode(first or b'').decode()}")
        final = await scram.answer(said(await server.line()))
        if final is None:
            server.says(":s 904 * :SASL authentication failed")
            return await server.line()
        server.says(f"AUTHENTICATE {base64.b64encode(final).decode()}")
        assert await server.line() == "AUTHENTICATE +"
        server.says(":s 900 * * dibs :in", ":s 903 * :ok")
        return await server.line()


async def test_gnu_sasl_and_dibs_believe_each_other_over_a_link() -> None:
    async with scripted() as server, running(server, dataclasses.replace(SETTINGS, login=LOGIN), awaited=False):
        assert await _through(await server.accepts(), PASSWORD) == "CAP END"


async def test_gnu_sasl_does_not_believe_a_wrong_password() -> None:
    settings = dataclasses.replace(SETTINGS, login=only("SCRAM-SHA-256"))
    async with scripted() as server, running(server, settings, awaited=False):
        assert await _through(await server.accepts(), "another") == "CAP END"  # it is not required


# Keys.


def _written(path: Path, key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey, lock: bytes | None = None) -> Path:
    encryption = serialization.BestAvailableEncryption(lock) if lock else serialization.NoEncryption()
    form = serialization.PrivateFormat.PKCS8
    path.write_bytes(key.private_bytes(serialization.Encoding.PEM, form, encryption))
    return path


async def test_a_key_signs_the_challenge_itself(tmp_path: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    login = only("ECDSA-NIST256P-CHALLENGE", key_file=_written(tmp_path / "key", key))
    async with offline(dataclasses.replace(SECURE, secure=False, login=login)) as link:
        offer(link, "sasl=ECDSA-NIST256P-CHALLENGE")
        link.hears("AUTHENTICATE +")
        assert said(await last(link)) == b"dibs\0dibs"
        challenge = bytes(range(32))
        link.hears(f"AUTHENTICATE {base64.b64encode(challenge).decode()}")
        signature = said(await last(link))
        key.public_key().verify(signature, challenge, ec.ECDSA(utils.Prehashed(hashes.SHA256())))


async def test_a_challenge_of_another_length_is_not_signed(tmp_path: Path) -> None:
    key = _written(tmp_path / "key", ec.generate_private_key(ec.SECP256R1()))
    async with offline(dataclasses.replace(SECURE, login=only("ECDSA-NIST256P-CHALLENGE", key_file=key))) as link:
        offer(link, "sasl=ECDSA-NIST256P-CHALLENGE")
        link.hears("AUTHENTICATE +", f"AUTHENTICATE {base64.b64encode(bytes(31)).decode()}")
        assert (await link.said())[-2:] == ["AUTHENTICATE *", "CAP END"]


def test_a_key_of_another_kind_is_refused(tmp_path: Path) -> None:
    wrong = {
        "isn't a key in PEM": tmp_path / "no key",
        "is locked": _written(tmp_path / "locked", ec.generate_private_key(ec.SECP256R1()), b"secret"),
        "isn't a key on the curve": _written(tmp_path / "curve", ec.generate_private_key(ec.SECP384R1())),
        "on the curve P-256": _written(tmp_path / "rsa", rsa.generate_private_key(65537, 2048)),
    }
    (tmp_path / "no key").write_text("hello")
    for why, path in wrong.items():
        with pytest.raises(ValueError, match=why):
            signer(path)


async def test_a_key_that_vanished_is_one_way_less(tmp_path: Path) -> None:
    login = only("ECDSA-NIST256P-CHALLENGE", "PLAIN", key_file=tmp_path / "gone")
    async with offline(dataclasses.replace(SECURE, login=login)) as link:
        offer(link, "sasl=ECDSA-NIST256P-CHALLENGE,PLAIN")
        assert await last(link) == "AUTHENTICATE PLAIN"
