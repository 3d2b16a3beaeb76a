"""Workflows of any states and ways: refused in sentences, or one in which every ticket can be worked on and ends.

A line feed between rows: `name flags code code...`, each code a letter; the first is the state itself. Flags are some
of `owxf` for offered, owned, waiting, final, and `>x` for where it goes by itself.
"""

from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta

from chatbot.cli.workflows import notations, svg
from chatbot.cli.workflows.picture import picture
from chatbot.desk.analysis import findings
from chatbot.desk.drafts import Draft, Pace
from chatbot.desk.lifecycle import workflow
from chatbot.desk.refused import Refused
from chatbot.desk.surveys import Survey
from chatbot.desk.typerows import rows_of
from chatbot.irc.lines import decode
from chatbot.irc.outgoing import clean

LONGEST = 400
MOST_ROWS = 60
FLAGS: Mapping[str, str] = {"o": "offered", "w": "owned", "x": "waiting", "f": "final"}


def one(data: bytes) -> None:
    draft = _draft(decode(data).split("\n")[:MOST_ROWS])
    found = findings(draft)
    for each in found:
        assert each.part
        assert each.what.endswith("."), each.what
    if not found:
        _can_be_gone_through(draft)


def _draft(rows: list[str]) -> Draft:
    states, transitions, onward = dict[int, str](), list[tuple[int, ...]](), dict[int, int]()
    flagged: dict[str, set[int]] = {flag: set() for flag in FLAGS.values()}
    for row in rows:
        name, flags, *codes = [*row.split(" "), "", ""][:12]
        numbers = tuple(ord(code[0]) % 32 for code in codes if code)
        if not numbers:
            continue
        states[numbers[0]] = clean(name).replace("_", " ")
        transitions.append(numbers)
        for flag in flags.partition(">")[0]:
            if flag in FLAGS:
                flagged[FLAGS[flag]].add(numbers[0])
        if then := flags.partition(">")[2]:
            onward[numbers[0]] = ord(then[0]) % 32
    given = {flag: frozenset(codes) or None for flag, codes in flagged.items()}
    return Draft(
        "any",
        transitions,
        states,
        role="ops",
        offered=given["offered"],
        owned=given["owned"],
        waiting=given["waiting"] or frozenset(),
        final=given["final"],
        paces={code: Pace(timedelta(hours=1), None) for code in onward},
        onward=onward,
    )


def _can_be_gone_through(draft: Draft) -> None:
    rows = rows_of(draft)
    flow = workflow(rows.type, rows.states, rows.edges)
    assert flow.start.code == draft.start
    for code, state in flow.states.items():
        if state.offered:
            assert flow.when_accepted(code).owned, "what is offered can be taken"
        if state.waiting:
            assert flow.when_resumed(code).owned, "what rests can be resumed"
        assert any(flow.states[after].final for after in draft.behind(code)), "every ticket can end"
        for move in (flow.when_released, flow.when_held, flow.when_closed, flow.when_accepted):
            with suppress(Refused):
                move(code)
    drawn = picture(Survey(rows, dict.fromkeys(flow.states, 0), {}))
    for write in (notations.as_mermaid, notations.as_dot, svg.as_svg):
        assert write(drawn)
