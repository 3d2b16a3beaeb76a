"""Pure talks with a server: SASL, SCRAM, capabilities, ISUPPORT, STS. A line is one thing that it says.

The first byte chooses the talk.
"""

import base64

from chatbot.irc import sts
from chatbot.irc.caps import WANTED, Caps
from chatbot.irc.isupport import ISupport
from chatbot.irc.lines import Line, decode
from chatbot.irc.mechanisms import NotTheServer
from chatbot.irc.sasl import Sasl
from chatbot.irc.scram import Scram
from chatbot.irc.settings import LinkSettings, LoginSettings
from tests.fuzz.saying import a_line

LONGEST = 600
NONCE = "rOprNGfwEbeRWgbNEkqO"
LOGIN = LoginSettings("dibs", "hunter2", mechanisms=("SCRAM-SHA-256", "PLAIN"))
LINK = LinkSettings(network="net", host="nowhere", port=1, nick="dibs", secure=True, login=LOGIN)


def one(data: bytes) -> None:
    talks = (_sasl, _scram, _caps, _isupport, _sts)
    talks[(data[:1] or b"\0")[0] % len(talks)](data[1:].split(b"\n"))


def _sasl(said: list[bytes]) -> None:
    sasl = Sasl(LINK, LOGIN)
    out = sasl.begin(decode(said[0]))
    for raw in said[1:]:
        word, _, rest = decode(raw).partition(" ")
        chunk = base64.b64encode(rest.encode()).decode() if word == "SAY" else rest
        out += sasl.on_authenticate(chunk) if word in ("SAY", "AUTHENTICATE") else sasl.on_numeric(Line(word, (rest,)))
    for line in out:
        a_line(line)
    assert sasl.over or not sasl.logged_in


def _scram(said: list[bytes]) -> None:
    scram = Scram(LOGIN, NONCE)
    scram.answer(b"")
    for raw in said:
        try:
            scram.answer(raw)
        except NotTheServer:
            return


def _caps(said: list[bytes]) -> None:
    caps = Caps(WANTED | {"sasl"})
    out = caps.begin()
    for raw in said:
        line = decode(raw)
        head, colon, rest = line.partition(" :")
        out += caps.on_cap([*head.split(" "), *([rest] if colon else [])])
    for line in out:
        a_line(line)
        assert len(line) <= 512
    assert caps.acked <= set(caps.wanted)


def _isupport(said: list[bytes]) -> None:
    found = ISupport()
    for raw in said:
        found = found.fed(["dibs", *decode(raw).split(" ")])
    assert len(found.tokens) <= 500
    assert 512 <= found.linelen <= 8192
    assert 0 <= found.monitor <= 100
    assert len(set(found.prefixes)) == len(found.prefixes)
    assert not found.is_channel("bob")
    assert found.nicklen is None or found.nicklen >= 9
    for verb in ("PRIVMSG", "WHOIS", ""):
        assert (found.targets(verb) or 1) > 0


def _sts(said: list[bytes]) -> None:
    for raw in said:
        offer = sts.parse(decode(raw))
        assert offer.port is None or 0 < offer.port < 65536
        assert offer.duration is None or offer.duration <= sts.FOR_EVER
