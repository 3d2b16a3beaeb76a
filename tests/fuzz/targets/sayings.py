"""Texts on their way out: never a CR, LF, NUL or CTCP of somebody's, cut to fit, nothing invisible.

`budget target text`, the first a byte.
"""

from chatbot.desk import exporting, wording
from chatbot.irc import outgoing
from chatbot.irc.lines import decode
from tests.fuzz.saying import a_line

LONGEST = 500
LEAST = 20


def one(data: bytes) -> None:
    budget, rest = LEAST + (data[:1] or b"\0")[0], decode(data[1:])
    target, _, text = rest.partition(" ")
    _goes_out(target, text, budget)
    cleaned = wording.clean(text)
    assert wording.clean(cleaned) == cleaned
    assert len(wording.fit(cleaned, budget)) <= budget
    assert "\x1a" not in wording.shown(text, "!")
    wording.around("#12 ", text, " x", budget)
    cell = exporting.cell(text)
    assert not cell.startswith(exporting.FORMULA)


def _goes_out(target: str, text: str, budget: int) -> None:
    a_line(outgoing.command("MODE", target, text))
    a_line(outgoing.command("MODE", text, target, text))
    if not outgoing.is_target(target):
        return
    for line in outgoing.privmsg(target, text, budget):
        a_line(line)
        said = line.removeprefix(f"PRIVMSG {target} :".encode())
        assert len(said) < len(line), "the target is as it was"
        assert len(said) - 2 <= budget
        assert b"\x01" not in said
        said.decode()
    if outgoing.is_message_id(text):
        for line in outgoing.in_reply(outgoing.privmsg(target, "yes", budget), text):
            a_line(line)
