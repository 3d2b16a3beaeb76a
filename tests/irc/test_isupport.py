"""What a server says about itself in 005."""

from hypothesis import given
from hypothesis import strategies as st

from chatbot.irc.isupport import ISupport


def _fed(*lines: str) -> ISupport:
    isupport = ISupport()
    for line in lines:
        isupport = isupport.fed(["dibs", *line.split(" "), "are supported by this server"])
    return isupport


def test_tokens_with_and_without_a_value_are_kept() -> None:
    isupport = _fed("CASEMAPPING=ascii NICKLEN=30 WHOX STATUSMSG=@+", "BOT=B NETWORK=testnet LINELEN=2048")
    assert (isupport.casemapping, isupport.number("NICKLEN", 9), isupport.whox) == ("ascii", 30, True)
    assert (isupport.statusmsg, isupport.bot, isupport.tokens["NETWORK"], isupport.linelen) == (
        "@+",
        "B",
        "testnet",
        2048,
    )


def test_a_negated_token_is_as_if_never_said() -> None:
    assert not _fed("WHOX CASEMAPPING=ascii", "-WHOX").whox


def test_escapes_in_values_are_undone() -> None:
    assert _fed("NETWORK=Two\\x20Words\\x3D").tokens["NETWORK"] == "Two Words="


def test_what_was_never_said_has_the_defaults_of_the_rfc() -> None:
    isupport = ISupport()
    assert (isupport.casemapping, isupport.chantypes, isupport.linelen) == ("rfc1459", "#&", 512)
    assert (isupport.number("NICKLEN", 9), isupport.statusmsg, isupport.whox, isupport.bot) == (9, "", False, "")


def test_prefixes_map_modes_to_marks() -> None:
    assert dict(_fed("PREFIX=(qov)~@+").prefixes) == {"q": "~", "o": "@", "v": "+"}
    assert dict(_fed("PREFIX=").prefixes) == {}


def test_nonsense_numbers_fall_back() -> None:
    assert _fed("NICKLEN=many LINELEN=-1").number("NICKLEN", 9) == 9
    assert _fed("LINELEN=-1").linelen == 512
    assert _fed("LINELEN=10").linelen == 512


@given(st.lists(st.text()))
def test_no_005_raises(params: list[str]) -> None:
    isupport = ISupport().fed(params)
    assert isupport.linelen >= 512
    assert isinstance(isupport.prefixes, dict)
