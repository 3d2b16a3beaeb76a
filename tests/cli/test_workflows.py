"""`dibs workflow`: a type's way, drawn for people and for programs that draw; and made as it is written."""

import re
from xml.etree import ElementTree as ET

import pytest

from chatbot.cli.workflows import notations, svg
from chatbot.cli.workflows.picture import Arrow, Node, Picture
from tests.cli.terminal import Terminal

INCIDENT = """
[types.incident]
role = "ops"
transitions = [[1, 2], [2, 3], [3, 4], [4, 5, 2]]
states = { 1 = "new", 2 = "accepted", 3 = "mitigated", 4 = "resolved", 5 = "closed" }
state = { 4 = { lifetime = "3d", then = 5 } }
"""
SHORTER = """
[types.incident]
role = "ops"
transitions = [[1, 2], [2, 4], [4, 5, 2]]
states = { 1 = "new", 2 = "accepted", 4 = "resolved", 5 = "closed" }
"""
PURCHASE = Picture(
    "purchase",
    "ops",
    1,
    (
        Node(1, "new", "offered", 2, "3m"),
        Node(2, "approved", "owned", 0, ""),
        Node(3, "rejected", "final", 0, ""),
        Node(4, "received", "final", 0, ""),
    ),
    (Arrow(1, 2, True), Arrow(1, 3, False), Arrow(2, 4, True), Arrow(2, 1, False)),
    "What is over is kept for good.",
)


@pytest.fixture
async def mitigated(terminal: Terminal) -> Terminal:
    """An incident, #1, that bob has mitigated."""
    (terminal.folder / "dibs.toml").write_text(INCIDENT)
    for words in ("member add alice", "member add bob", "role create ops", "role add ops bob"):
        await terminal.dibs(*words.split(" "))
    await terminal.dibs("say", "new type=incident db down", "--as", "alice")
    for line in ("dibs 1", "advance 1"):
        await terminal.dibs("say", line, "--as", "bob")
    return terminal


async def test_a_type_is_drawn_with_how_many_stand_in_each_state(mitigated: Terminal) -> None:
    said = (await mitigated.dibs("workflow", "show", "incident")).out.splitlines()
    assert said[0] == "1 new > 2 accepted > 3 mitigated > 4 resolved > 5 closed"
    assert re.fullmatch(r"1 new +offered +\d+s +accepted +", said[2])
    assert re.fullmatch(r"3 mitigated +owned +1 +resolved +", said[4])
    assert re.fullmatch(r"4 resolved +owned +closed +accepted +to 5 after 3d", said[5])


async def test_a_state_with_tickets_in_it_is_given_up_only_with_a_word_on_them(mitigated: Terminal) -> None:
    (mitigated.folder / "dibs.toml").write_text(SHORTER)
    stands = "Type incident: #1 stands in 3 (mitigated), which goes. Move them: dibs workflow apply incident --move 3="
    for words in (("say", "list"), ("workflow", "apply", "incident")):
        told = await mitigated.dibs(*words)
        assert (told.code, told.err.startswith(stands)) == (1, True)
    moved = await mitigated.dibs("workflow", "apply", "incident", "--move", "3=4")
    assert (moved.code, moved.out) == (0, "incident: as it is written now.\n")
    assert "resolved, bob" in (await mitigated.dibs("say", "show 1", "--as", "bob")).out
    assert (await mitigated.dibs("workflow", "apply", "incident")).out == "incident: nothing to change.\n"


async def test_a_move_that_is_none_and_a_type_that_is_none_get_a_sentence(terminal: Terminal) -> None:
    assert (await terminal.dibs("workflow", "apply", "request", "--move", "x")).err == (
        "A move is two codes, such as --move 3=2.\n"
    )
    assert (await terminal.dibs("workflow", "show", "reqest")).err == "No type reqest; there is request.\n"


async def test_all_types_are_listed(mitigated: Terminal) -> None:
    said = (await mitigated.dibs("workflow", "list")).out
    assert [line.split() for line in said.splitlines()[1:]] == [["incident", "ops", "1"], ["request", "0"]]


def test_mermaid_has_each_state_and_edge() -> None:
    assert notations.as_mermaid(PURCHASE).splitlines() == [
        "stateDiagram-v2",
        "    [*] --> s1",
        "    s1 : 1 new / offered / 2 here, 3m",
        "    s2 : 2 approved / owned",
        "    s3 : 3 rejected / final",
        "    s4 : 4 received / final",
        "    s1 --> s2",
        "    s1 --> s3 : or",
        "    s2 --> s4",
        "    s2 --> s1 : or",
        "    s3 --> [*]",
        "    s4 --> [*]",
    ]


def test_dot_dashes_what_is_not_the_normal_way() -> None:
    lines = [line.strip() for line in notations.as_dot(PURCHASE).splitlines()]
    assert "1 -> 2" in lines
    assert "1 -> 3 [style=dashed]" in lines
    assert r'1 [label="1 new\noffered\n2 here, 3m"]' in lines


def test_svg_has_a_box_for_each_state_and_none_upon_another() -> None:
    drawn = ET.fromstring(svg.as_svg(PURCHASE))
    boxes = drawn.findall("{*}rect")
    assert len({(box.get("x"), box.get("y")) for box in boxes}) == len(PURCHASE.nodes)
    assert len(drawn.findall("{*}path")) == len(PURCHASE.arrows)
    assert drawn.findtext("{*}title") == "purchase, for ops"
