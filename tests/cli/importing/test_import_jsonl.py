"""`dibs import jsonl`, as it is typed."""

import json

from tests.cli.desks import HERE
from tests.cli.importing.desks import given, lines
from tests.cli.typed import Typed


def exported(office: Typed) -> None:
    """A desk of two tickets, which isn't there any more."""
    assert office.dibs("export", "jsonl", "desk.jsonl", "--private").code == 0
    for file in (office.folder / HERE).parent.iterdir():
        file.unlink()


def test_a_look_makes_nothing_and_tells_what_would_come(office: Typed) -> None:
    exported(office)
    before = sorted(office.folder.rglob("*"))
    told = office.dibs("import", "jsonl", "desk.jsonl")
    assert (told.code, told.err) == (0, "")
    assert sorted(office.folder.rglob("*")) == before
    for said in ("2 tickets, 2 of them open", "which becomes the same", "the same with --apply"):
        assert said in told.out


def test_where_there_is_no_desk_the_file_becomes_one(office: Typed) -> None:
    exported(office)
    assert office.dibs("import", "jsonl", "desk.jsonl", "--apply").out.endswith("Done: 2 tickets came in.\n")
    text = (office.folder / "desk.jsonl").read_text()
    assert given(office.folder / HERE).splitlines()[1:-2] == text.splitlines()[1:]
    assert office.dibs("verify").code == 0
    assert office.dibs("import", "jsonl", "desk.jsonl", "--apply").out.endswith("Nothing is new in it.\n")


def test_a_bad_line_stops_nothing_unless_that_is_wanted(office: Typed) -> None:
    exported(office)
    with (office.folder / "desk.jsonl").open("a") as file:
        file.write("{}\n")
    told = office.dibs("import", "jsonl", "desk.jsonl", "--strict", "--apply")
    assert (told.code, "--strict takes all or nothing" in told.err) == (1, True)
    assert lines(given(office.folder / HERE), "ticket") == []
    told = office.dibs("import", "jsonl", "desk.jsonl", "--apply", "--json")
    found = json.loads(told.out)
    assert (told.code, found["tickets"]["new"], found["bad_count"], found["applied"]) == (0, 2, 1, True)


def test_what_cant_be_read_is_said_in_a_sentence(office: Typed) -> None:
    office.write("text", "no export at all\n")
    office.write("own.jsonl", json.dumps({"kind": "export", "version": 9}) + "\n")
    for words in (("text",), ("own.jsonl",), ("missing",), ("text", "--label", "5"), ("text", "--type", "bug")):
        told = office.dibs("import", "jsonl", *words)
        assert (told.code, told.out) == (2, "")
        assert 10 < len(told.err) < 350
    told = office.dibs("import", "jsonl", "text", "--role", "nobody")
    assert told.code in (1, 2)
