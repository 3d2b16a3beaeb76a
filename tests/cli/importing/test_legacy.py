"""The file of tickets from before tkts had a database."""

from fractions import Fraction

import pytest

from chatbot.cli.importing.legacy import Unit, read_legacy
from chatbot.cli.importing.old import BadFile, OldEntry, OldTicket

FILE = r"""{["open"]={["T3"]={["issue"]="[N] - Label the patch panel",["time"]=0,["log"]={},["desc"]=""},
["T4"]={["issue"]="[N] - Second resolver",["time"]=0,["log"]={},["desc"]=""},
["T5"]={["issue"]="[N] - Backups off site",["time"]=0,["log"]={},["desc"]=""},
["T6"]={["issue"]="[P] - Package the feed reader",["time"]=0,["log"]={[2]="erin asked for it, too",
[1]="alice wants it"},["desc"]=""},
["T8"]={["issue"]="[W] - Feed by the rules",["time"]=0,["log"]={},["desc"]="Dates above all"},
["T9"]={["issue"]="[W] - Pages anew",["time"]=0,["log"]={},["desc"]="One file a page"},
["T2"]={["issue"]="[N] - Sort the photos",["time"]=0,["log"]={},["desc"]=""},
["T7"]={["issue"]="[W] - A certificate",["time"]=0,["log"]={},["desc"]=""}},
["closed"]={["T1"]={["issue"]="[N] - Wire to the lab",["time"]=180.0,["log"]={[2]="Bolted on.\
Quiet now.",[1]="921 over the wire, 33 over the air"},["desc"]=""}},["total"]=9}"""


def test_each_ticket_is_found_with_its_log_in_order() -> None:
    found = read_legacy(FILE.encode(), "minutes")
    assert (found.open, len(found.tickets), found.bad, found.noted) == (8, 9, [], [])
    assert found.tickets[0] == OldTicket(
        1,
        closed=True,
        title="[N] - Wire to the lab",
        minutes=Fraction(180),
        log=(OldEntry(1, "921 over the wire, 33 over the air"), OldEntry(2, "Bolted on.\nQuiet now.")),
    )
    assert [entry.text for entry in found.tickets[5].log] == ["alice wants it", "erin asked for it, too"]
    assert found.tickets[7].description == "Dates above all"
    assert not found.differences, "its log has no times that could differ"


def test_a_comma_behind_the_last_changes_nothing() -> None:
    assert read_legacy(FILE.replace("}", ",}").replace("{,}", "{}").encode(), "minutes") == read_legacy(
        FILE.encode(), "minutes"
    )


@pytest.mark.parametrize(("unit", "minutes"), [("minutes", 180), ("seconds", 3)])
def test_time_is_counted_as_it_is_said(unit: Unit, minutes: int) -> None:
    assert read_legacy(FILE.encode(), unit).tickets[0].minutes == minutes


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ('["X1"]={}', "'X1': no ticket is called so, T12 is."),
        ('[1]={issue="twice"}', "T1: it is there twice."),
        ('["T10"]=1', "T10: it is no table."),
        ('["T10"]={}', "T10: it has no issue, which is its title."),
        ('["T10"]={issue="a",time=-1}', "T10: its time is -1, no time."),
        ('["T10"]={issue="a",time=true}', "T10: its time is True, no time."),
        ('["T10"]={issue="a",desc=1}', "T10: its desc is no text."),
        ('["T10"]={issue="a",log={x="y"}}', "T10: its log is no list."),
        ('["T10"]={issue="a",log={1}}', "T10: entry 1 of its log is no text."),
    ],
)
def test_what_is_bad_is_said_and_the_rest_is_read(row: str, why: str) -> None:
    found = read_legacy(FILE.replace('["closed"]={', f'["closed"]={{{row},').encode(), "minutes")
    assert (found.bad, len(found.tickets)) == ([why], 9)


def test_what_is_not_known_is_said() -> None:
    written = FILE.replace('["total"]=9', '["total"]=12,["colour"]=1').replace('["T4"]={', '["T4"]={["tag"]=1,')
    assert read_legacy(written.encode(), "minutes").noted == [
        "T4: tag isn't known, and is left out.",
        "colour: isn't known, and is left out.",
        "It says total 12; 9 are in it.",
    ]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"{}", "It is a table of Lua without the parts open and closed: no tickets are in it."),
        (b"[]", "No literal of Lua in line 1, column 1: '[]'."),
    ],
)
def test_a_file_of_something_else_is_refused(content: bytes, why: str) -> None:
    with pytest.raises(BadFile) as refused:
        read_legacy(content, "minutes")
    assert str(refused.value) == why
