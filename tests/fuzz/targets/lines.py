"""Lines of IRC on their way in: any bytes are lines or nothing, cut where they may, and read back as they were said.

The first byte says in how large pieces they come.
"""

from chatbot.irc import lines, outgoing
from chatbot.irc.folding import folder
from chatbot.irc.playback import stamp_of
from tests.fuzz.saying import a_line

LONGEST = 600
LIMIT = 200


def one(data: bytes) -> None:
    size, data = (data[:1] or b"\0")[0] % 50 + 1, data[1:]
    whole, pieces = lines.LineBuffer(LIMIT), lines.LineBuffer(LIMIT)
    found = whole.feed(data)
    assert found == [line for at in range(0, len(data), size) for line in pieces.feed(data[at : at + size])]
    assert len(whole) <= LIMIT
    for raw in found:
        assert len(raw) <= LIMIT
        assert b"\n" not in raw
        for utf8_only in (False, True):
            line = lines.parse(raw, utf8_only=utf8_only)
            if line:
                _is_a_line(line)


def _is_a_line(line: lines.Line) -> None:
    assert line.command == line.command.upper()
    assert " " not in line.command
    assert all(param and " " not in param for param in line.params[:-1])
    stamp_of(line)
    for mapping in ("ascii", "rfc1459", "rfc1459-strict", "rfc7613", line.param(0)):
        folded = folder(mapping)(line.nick)
        assert folder(mapping)(folded) == folded
    said = outgoing.command("PRIVMSG", *line.params)
    a_line(said)
    again = lines.parse(said.removesuffix(b"\r\n"))
    assert again
    assert again.param(-1) == outgoing.clean(line.param(-1))
