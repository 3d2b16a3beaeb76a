"""`dibs bill`: what stands on the screen, in a table for programs, and on the sheet that the client gets."""

import csv
import io
import re
from html.parser import HTMLParser

import pytest

from chatbot.desk import clients, opening, projects, working
from chatbot.desk.clients import ClientChange
from chatbot.desk.desk import Desk
from chatbot.desk.entering import New
from chatbot.desk.working import Entry
from tests.cli.terminal import Terminal
from tests.cli.typed import Typed
from tests.docs import page
from tests.people import shell

HOSTILE = "=1+1 <script>alert(1)</script> & \x1b[31m\u202e{{ of }}"
CONFIG = """
[billing]
from = "Example & Co.\\n1 <Road>"
to = { ACME = "ACME Inc." }
note = "30 days"
"""
SHEET = {"Invoice 1", "Example & Co.", "1 <Road>", "ACME Inc.", "bob", "15m", "$50/h", "$12.50", "30 days"}
PROJECT = "Disaster Recovery"


async def work(desk: Desk) -> None:
    """bob has 6 minutes of acme's, and what costs nothing yet of initech's."""
    await desk.change(shell(), clients.add, "acme", ClientChange(rate="50", currency="USD", step="15m"))
    await desk.change(shell(), projects.add, "acme", PROJECT, "")
    await desk.change(shell(), clients.add, "initech", ClientChange(currency="EUR"))
    for new in (New(HOSTILE, "", "ops", client="acme", project=PROJECT), New("cable", "", "ops", client="initech")):
        number = (await desk.change(shell("bob"), opening.open_once, new)).seen.ticket.id
        await desk.change(shell("bob"), working.log, number, Entry(6))


async def correct(desk: Desk) -> None:
    await desk.change(shell("bob"), working.log, 3, Entry(-6))


@pytest.fixture
def billing(office: Typed) -> Typed:
    office.desk(work)
    return office


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


class Read(HTMLParser):
    """The elements of a page and what can be read in it, and that each of them is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open, self.seen, self.text = list[str](), set[str](), list[str]()
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen |= {tag, *[name for name, _ in attrs]}
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open and data.strip():
            self.text.append(data.strip())


def test_what_is_to_bill_is_a_table_with_its_sums(billing: Typed) -> None:
    lines = billing.dibs("bill", "acme").out.splitlines()
    assert lines[0].startswith(
        "bill acme: $12.50 for 15m (6m worked), not marked. To make it a bill: dibs bill acme --m"
    )
    assert lines[2].split()[0] == "#3"
    assert lines[2].split()[-5:] == ["bob", "$12.50", "15m", "6m", "$50/h"]
    assert lines[3].split() == ["=", "Disaster", "Recovery", "$12.50", "15m", "6m"]


def test_a_bill_is_made_listed_shown_and_taken_back(billing: Typed) -> None:
    assert billing.dibs("bill", "acme", "this year", "--mark").out.startswith("Bill 1 of acme, 2")
    assert "nothing is left to bill" in billing.dibs("bill", "acme").out
    assert billing.dibs("bill", "list").out.splitlines()[1].split()[:2] == ["1", "acme"]
    assert "$12.50" in billing.dibs("bill", "show", "1").out
    assert billing.dibs("bill", "undo", "1").out.startswith("Bill 1 is taken back.")
    assert "taken back" in billing.dibs("bill", "list", "acme").out


def test_time_without_a_rate_is_said(billing: Typed) -> None:
    told = billing.dibs("bill", "initech").out.splitlines()
    assert told[1:] == [
        "Without a rate, so not on it: #4 bob 6m",
        "To give them one: dibs client edit initech rate=50",
    ]
    billing.dibs("bill", "initech", "--csv", "one.csv")
    (row,) = rows((billing.folder / "one.csv").read_text())
    assert (row["minutes"], row["charged_minutes"], row["rate"], row["amount"]) == ("6", "", "", "")
    assert billing.dibs("bill", "initech", "--mark").code == 1


def test_its_lines_are_a_table_in_which_no_text_is_a_formula_and_a_credit_is_a_number(billing: Typed) -> None:
    billing.dibs("bill", "acme", "--mark", "--csv", "one.csv")
    (row,) = rows((billing.folder / "one.csv").read_text())
    assert row["title"].startswith("'=1+1 <script>")
    assert (row["bill"], row["project"], row["ticket"], row["person"]) == ("1", PROJECT, "3", "bob")
    assert (row["minutes"], row["charged_minutes"], row["rate"], row["amount"]) == ("6", "15", "50", "12.50")
    billing.desk(correct)
    billing.dibs("bill", "acme", "--mark", "--csv", "one.csv", "--force")
    (row,) = rows((billing.folder / "one.csv").read_text())
    assert (row["charged_minutes"], row["amount"]) == ("-15", "-12.50")


async def test_on_the_standard_output_there_is_nothing_else(billing: Typed) -> None:
    told = await Terminal(billing.folder).dibs("bill", "acme", "--csv", "-")
    assert (told.code, told.err, len(told.out.splitlines())) == (0, "", 2)


def test_the_sheet_has_what_a_client_needs_and_nothing_that_runs_or_is_fetched(billing: Typed) -> None:
    billing.write(
        "dibs.toml", '[billing]\nfrom = "Example & Co.\\n1 <Road>"\nto = { ACME = "ACME Inc." }\nnote = "30 days"'
    )
    told = billing.dibs("bill", "acme", "--mark", "--html", "i.html")
    assert (told.code, told.err) == (0, "i.html is written.\n")
    html = (billing.folder / "i.html").read_text()
    read = Read(html)
    assert {*SHEET, PROJECT, HOSTILE.replace("\x1b", "").replace("\u202e", "")} - set(read.text) == set()
    assert read.seen & {"script", "link", "img", "iframe", "object", "form", "a", "src", "href", "onload"} == set()
    assert re.search(r"url\(|@import|https?:", html) is None
    assert (billing.folder / "i.html").stat().st_mode & 0o077 == 0


def test_a_draft_and_a_credit_are_called_so(billing: Typed) -> None:
    billing.dibs("bill", "acme", "--html", "i.html")
    assert "Draft of an invoice" in Read((billing.folder / "i.html").read_text()).text
    billing.dibs("bill", "acme", "--mark")
    billing.desk(correct)
    billing.dibs("bill", "acme", "--mark")
    billing.dibs("bill", "show", "2", "--html", "i.html", "--force")
    assert {"Credit note 2", "\N{MINUS SIGN}$12.50"} <= set(Read((billing.folder / "i.html").read_text()).text)


@pytest.mark.parametrize("words", [("--csv", "here.csv"), ("--html", "here.csv"), ("--csv", "x", "--html", "x")])
def test_where_a_file_cannot_be_written_no_bill_is_made(billing: Typed, words: tuple[str, ...]) -> None:
    billing.write("here.csv", "mine")
    told = billing.dibs("bill", "acme", "--mark", *words)
    assert (told.code, told.out) == (2, "")
    assert "There is no bill yet" in billing.dibs("bill", "list").out
    assert (billing.folder / "here.csv").read_text() == "mine"


def test_what_is_refused_leaves_no_file(billing: Typed) -> None:
    assert billing.dibs("bill", "acme", "--mark", "--as", "alice", "--html", "i.html").code == 1
    assert billing.dibs("bill", "list", "--html", "i.html").code == 2
    assert not (billing.folder / "i.html").exists()


def test_programs_read_what_is_documented(billing: Typed) -> None:
    (told,) = re.findall(r"(?s)\nA bill has (.*?)Money is", page("docs/terminal.md"))
    bill, line, unrated = (re.findall(r"`(\w+)`", part) for part in re.split(r"A line has|; what is", told))
    billing.dibs("bill", "acme", "--mark")
    shown = billing.json("bill", "show", "1")["bill"]
    assert set(shown) == set(bill) - {"null"}
    assert {key for one in shown["lines"] for key in one} == set(line)
    assert (shown["number"], shown["amount"], shown["lines"][0]["amount"]) == (1, "12.50", "12.50")
    assert set(shown) - set(billing.json("bill", "list")["bills"][0]) == {"minutes", "lines", "unrated", "partial"}
    assert [set(one) for one in billing.json("bill", "initech")["bill"]["unrated"]] == [set(unrated) - {"unrated"}]
