"""What is changed at a shell is changed as in chat: by the same words, with the same rights."""

import pytest

from chatbot.cli.saying import answer
from chatbot.config import load
from chatbot.desk.desk import Desk
from tests.cli.typed import Typed


def test_a_ticket_goes_its_way_at_a_shell(office: Typed) -> None:
    said = [
        office.dibs(*words.split(), "--as", "bob")
        for words in ("dibs 1", "re 1 toner ordered", "hold 1 2h toner", "edit 1 priority=high", "done 1 fixed", "undo")
    ]
    assert [(told.code, told.err) for told in said] == [(0, "")] * 6
    assert [told.out.partition(".")[0] for told in said[:2]] == ["#1 is yours: printer on fire", "#1 noted"]
    assert said[-1].out.startswith("Undone: close 1")
    assert office.json("show", "1")["tickets"][0]["priority"] == "high"
    assert office.dibs("close", "1", "--as", "bob").out == "#1 closed: printer on fire. Not done? dibs reopen 1\n"
    assert office.dibs("reopen", "1", "--as", "alice").code == 0


def test_who_is_no_member_takes_back_what_was_done_last_at_that_shell(office: Typed) -> None:
    """An admin, since they may write the file: #2 is of alice, who closed nothing."""
    office.dibs("new", "--role", "ops", "vpn down")
    for number in ("3", "2"):
        assert office.dibs("close", number).code == 0
    assert office.dibs("comment", "1", "toner ordered", "--as", "bob").code == 0
    assert office.dibs("undo").out.startswith("Undone: close 2 ")
    assert office.dibs("undo", "3").out.startswith("Undone: close 3 ")
    assert office.dibs("undo", "1").err.startswith("#1: nothing of yours to undo")


def test_who_may_not_is_refused_and_nothing_changes(office: Typed) -> None:
    before = office.json("history", "1")["events"][-1]["kind"]
    for words in (("close", "1"), ("comment", "1", "x"), ("accept", "1"), ("edit", "1", "--title", "x")):
        told = office.dibs(*words, "--as", "charlie")
        assert (told.code, told.out) == (1, "")
        assert told.err.startswith("#1")
    assert [event["kind"] for event in office.json("history", "1")["events"]][-1] == before
    assert office.json("show", "1")["tickets"][0]["state"] == "new"


def test_what_is_assigned_is_asked_for(office: Typed) -> None:
    told = office.dibs("assign", "1", "bob", "--as", "bob")
    assert told.code in {0, 1}
    assert office.dibs("assign", "1", "--as", "bob").err == "Who gets #1? dibs assign 1 <person>\n"


@pytest.mark.parametrize(
    ("words", "title", "description"),
    [
        (("printer", "on", "fire", "--", "4th", "floor"), "printer on fire", "4th floor"),
        (("--", "-5 degrees"), "-5 degrees", ""),
        (("-5 degrees in the hall",), "-5 degrees in the hall", ""),
        (("--priority", "high", "--", "--no-color", "is ignored"), "--no-color is ignored", ""),
        (("--", "-5", "degrees"), "-5 degrees", ""),
        (("priority=high", "--", "-foo is no option"), "-foo is no option", ""),
        (("can't print", "a=b", "\\\\server\\share"), "can't print a=b \\\\server\\share", ""),
    ],
)
def test_the_words_of_a_title_are_taken_as_they_stand(
    office: Typed, words: tuple[str, ...], title: str, description: str
) -> None:
    told = office.json("new", "--role", "ops", "--as", "alice", *words)
    number = told["tickets"][0]["number"]
    found = office.json("show", str(number))
    assert (found["tickets"][0]["title"], found["description"]) == (title, description)


def test_text_of_several_lines_is_kept_byte_for_byte(office: Typed) -> None:
    text = "first\n\n  second -- not a title\ttab"
    assert office.dibs("comment", "1", text, "--as", "alice").code == 0
    assert office.json("history", "1")["events"][-1]["texts"] == {"text": text}


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (("--", "-foo"), "-foo"),
        (("toner", "--", "-foo"), "toner -foo"),
        (("toner", "--", "ordered"), "toner -- ordered"),
    ],
)
def test_what_keeps_a_text_from_being_an_option_is_no_part_of_it(
    office: Typed, words: tuple[str, ...], text: str
) -> None:
    assert office.dibs("comment", "--as", "alice", "1", *words).code == 0
    assert office.json("history", "1")["events"][-1]["texts"] == {"text": text}


def test_the_last_lines_of_a_channel_are_not_taken_here(office: Typed) -> None:
    told = office.dibs("new", "--role", "ops", "-15", "printer on fire")
    said = "Lines of which channel? -15 is for there, where they are said."
    assert (told.code, told.out) == (2, "")
    assert told.err == f"{said} A title that begins so: dibs new -- -15 <title>\n"
    assert office.dibs("show", "3").err.startswith("No ticket #3")


def test_several_tickets_are_taken_by_one_line(office: Typed) -> None:
    told = office.json("accept", "1-2", "--as", "bob")
    assert [one["number"] for one in told["tickets"]] == [1, 2]
    assert {one["owner"] for one in told["tickets"]} == {"bob"}


def test_what_is_private_stays_so_by_an_option(office: Typed) -> None:
    told = office.json("new", "--role", "hr", "--private", "--as", "alice", "salaries")
    assert told["tickets"][0]["private"]
    assert office.dibs("show", "3", "--as", "charlie").err == "#3 is private.\n"


def test_an_option_that_cannot_be_read_says_what_it_can_be(office: Typed) -> None:
    told = office.dibs("new", "--priority", "hot", "printer on fire")
    said = "Not a value for --priority. It can be low, normal, high or urgent."
    assert (told.code, told.out, told.err) == (2, "", f"{said}\n")


async def acme(desk: Desk) -> None:
    for line in ("client add acme rate=50 currency=USD", 'project add acme "Disaster Recovery"'):
        replies = await answer(desk, load(), line, None)
        assert not any(reply.error for reply in replies)


def test_a_whole_ticket_has_for_whom_it_is_its_time_its_cost_and_who_worked(office: Typed) -> None:
    """The case of tkts: 6 minutes at 50 $ an hour."""
    office.desk(acme)
    office.dibs("accept", "1", "--as", "bob")
    office.dibs("edit", "1", "client=acme", "project=Disaster Recovery", "--as", "bob")
    assert office.dibs("log", "1", "3m", "Installed restic\n> except for .cache", "--as", "bob").code == 0
    assert office.dibs("log", "1", "4m", "--as", "bob").code == 0
    assert office.dibs("log", "1", "-1m", "a slip", "--as", "bob").code == 0
    lines = office.dibs("show", "1", "-v").out.splitlines()
    assert lines[3:7] == ["Client: acme | Project: Disaster Recovery", "3rd floor", "Time: 6m ($5.00)", ""]
    assert [line.partition(", ")[0] for line in lines if ") bob" in line] == ["1) bob", "2) bob", "3) bob"]
    assert [line.split(", ")[1] for line in lines if ") bob" in line] == ["3m", "4m", "-1m"]
    assert [line for line in lines if line.startswith("   ")][:2] == ["   Installed restic", "   > except for .cache"]
    found = office.json("show", "1")
    assert [found[key] for key in ("client", "project", "minutes", "cost")] == ["acme", "Disaster Recovery", 6, "$5.00"]
    assert office.json("show", "1", "--as", "alice")["cost"] is None
