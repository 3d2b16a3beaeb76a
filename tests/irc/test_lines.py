"""From bytes to lines."""

from hypothesis import given
from hypothesis import strategies as st

from chatbot.irc.lines import Line, LineBuffer, parse


def _parsed(raw: bytes) -> Line:
    line = parse(raw)
    assert line
    return line


def test_a_whole_line_is_taken_apart() -> None:
    line = _parsed(b"@time=now;account=bob :bob!b@host PRIVMSG #desk :dibs 12 : now")
    assert (line.command, line.params) == ("PRIVMSG", ("#desk", "dibs 12 : now"))
    assert (line.nick, line.user, line.host) == ("bob", "b", "host")
    assert line.tags == {"time": "now", "account": "bob"}


def test_only_the_ascii_space_separates() -> None:
    assert _parsed("JOIN #c\u00a0x\u2003y\tz".encode()).params == ("#c\u00a0x\u2003y\tz",)


def test_spaces_around_a_text_are_the_text() -> None:
    assert _parsed(b"PRIVMSG #desk :  two  spaces ").params[1] == "  two  spaces "


def test_an_empty_last_parameter_is_one() -> None:
    assert _parsed(b"AWAY :").params == ("",)
    assert _parsed(b"CAP * LS :").params == ("*", "LS", "")


def test_tag_values_are_unescaped() -> None:
    tags = _parsed(b"@a=\\:\\s\\\\\\r\\n\\x\\;b;+draft/reply=1 PING").tags
    assert tags == {"a": "; \\\r\nx", "b": "", "+draft/reply": "1"}


def test_invalid_utf8_survives_as_latin_1() -> None:
    assert _parsed(b"PRIVMSG #desk :Ol\xe9").params[1] == "Olé"


def test_lines_without_a_command_are_nothing() -> None:
    assert [parse(raw) for raw in (b"", b" ", b":only.source", b"@only=tags", b"@a :b ")] == [None] * 5


def test_parameters_that_are_missing_are_empty() -> None:
    assert (_parsed(b"PING").param(0), _parsed(b"PING").param(-1), _parsed(b"A b").param(-1)) == ("", "", "b")


@given(st.binary())
def test_no_bytes_raise(raw: bytes) -> None:
    line = parse(raw)
    assert line is None or line.command


@given(st.lists(st.binary(max_size=40).filter(lambda raw: b"\n" not in raw)), st.integers(1, 7))
def test_lines_come_out_however_the_stream_was_cut(lines: list[bytes], step: int) -> None:
    stream = b"".join(line + b"\r\n" for line in lines)
    buffer = LineBuffer()
    assert [line for at in range(0, len(stream), step) for line in buffer.feed(stream[at : at + step])] == lines


def test_a_line_without_end_is_dropped_and_the_next_one_read() -> None:
    buffer = LineBuffer(limit=100)
    assert [line for _ in range(1000) for line in buffer.feed(b"x" * 99)] == []
    assert len(buffer) <= 100
    assert buffer.feed(b"y\r\nPING a\r\nPI") == [b"PING a"]
    assert buffer.feed(b"NG b\n") == [b"PING b"]


def test_a_line_that_is_too_long_is_dropped_even_if_it_arrives_at_once() -> None:
    assert LineBuffer(limit=100).feed(b"x" * 200 + b"\nPING a\n") == [b"PING a"]
