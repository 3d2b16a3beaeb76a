"""What a server says about itself in 005."""

import pytest
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
    assert _fed("LINELEN=999999999").linelen == 8192
    assert (_fed("NICKLEN=0").nicklen, _fed("NICKLEN=1").nicklen, _fed("NICKLEN=").nicklen) == (None, None, None)
    assert (_fed("CHANNELLEN=0").channellen, _fed("CHANNELLEN=64").channellen) == (None, 64)
    assert (_fed("MONITOR=-1").monitor, _fed("MONITOR=0").monitor, _fed("MONITOR").monitor) == (100, 0, 100)


def test_how_many_targets_a_command_may_name_is_read_from_targmax() -> None:
    isupport = _fed("TARGMAX=JOIN:4,join:9,PRIVMSG:1,MONITOR:,WHOIS:0,KICK:x,NAMES")
    assert [isupport.targets(verb) for verb in ("JOIN", "PRIVMSG")] == [4, 1]
    assert {isupport.targets(verb) for verb in ("MONITOR", "WHOIS", "KICK", "NAMES", "LIST", "")} == {None}


@pytest.mark.parametrize("junk", ["(ov", "ov)@+", "(ov)@", "(ov)bo", "(o)@+", "@+", "((ov))@+"])
def test_prefixes_that_cannot_be_meant_are_those_of_the_rfc(junk: str) -> None:
    assert dict(_fed(f"PREFIX={junk}").prefixes) == {"o": "@", "v": "+"}


def test_neither_letters_nor_marks_of_nicks_make_a_channel() -> None:
    assert [_fed(f"CHANTYPES={junk}").chantypes for junk in ("a", "#[", "_")] == ["#&"] * 3
    assert (_fed("CHANTYPES=").is_channel("#desk"), _fed("CHANTYPES=#!").is_channel("!desk")) == (False, True)


def test_a_status_is_a_prefix_or_nothing() -> None:
    assert _fed("PREFIX=(qov)~@+ STATUSMSG=@#x").statusmsg == "@"


def test_tokens_without_end_are_not_all_remembered() -> None:
    isupport = _fed(*[f"T{number}" for number in range(1000)], "T1=known -T0 NICKLEN=30")
    assert len(isupport.tokens) == 500
    assert (isupport.tokens["T1"], isupport.nicklen) == ("known", 30)


@given(st.lists(st.text()))
def test_no_005_raises(params: list[str]) -> None:
    isupport = ISupport().fed(params)
    assert isupport.linelen >= 512
    assert isinstance(isupport.prefixes, dict)
