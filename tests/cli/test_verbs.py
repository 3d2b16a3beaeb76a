"""The verbs of chat at a shell: what they print, who one is there, and what they need."""

import getpass
import os
import re
import sqlite3
from dataclasses import replace

import pytest

from chatbot.app import command_table
from chatbot.cli.terminal.names import GROUPS, ONLY_IN_CHAT, OWN, VERBS
from chatbot.cli.terminal.rows import row_of
from chatbot.cli.terminal.typed import CALLED, typeable
from chatbot.desk import opening, ownership, suspending, tickets, undoing
from chatbot.desk.desk import Desk
from chatbot.desk.entering import New
from chatbot.desk.people import Person
from chatbot.desk.wording import TYPE
from tests.cli.terminal import Terminal, Told
from tests.cli.typed import Typed
from tests.commands.test_what_to_type import sentences
from tests.people import shell

USER = getpass.getuser()
LAST = ["More", "The desk itself"]


def opened(office: Typed, title: str) -> None:
    async def work(desk: Desk) -> None:
        await desk.change(shell("alice"), opening.open_once, New(title, "", "ops"))

    office.desk(work)


async def work_on_it(desk: Desk) -> None:
    bob = shell("bob")
    await desk.change(bob, ownership.accept, 1)
    await desk.change(bob, tickets.comment, 1, "toner ordered\nand paper")
    await desk.change(replace(bob, verb="comment"), tickets.comment, 1, "a slip")
    await desk.change(bob, undoing.undo, 1)


def test_each_verb_is_a_row_of_the_table_of_chat() -> None:
    table = command_table()
    assert {verb: row_of(verb).handler for verb in VERBS} == {verb: table.names[verb].handler for verb in VERBS}


def test_each_stands_in_the_list_of_what_one_may_type(typed: Typed) -> None:
    lists = {first: typed.dibs(*first, "--help").out for first in {tuple(verb.split(" ")[:-1]) for verb in VERBS}}
    lists = {first: re.findall(r"(?m)^  ([a-z-]+)  ", told) for first, told in lists.items()}
    assert [verb for verb in VERBS if verb.split(" ")[-1] not in lists[tuple(verb.split(" ")[:-1])]] == []


def test_the_list_is_parted_as_in_chat(typed: Typed) -> None:
    told = typed.dibs("--help").out
    heads = re.findall(r"(?m)^([A-Z][\w ]+):$", told)
    assert heads == ["Options", "Report", "Take", "Work", "Rest", "Change", "Look", "Guard", "Run", "You", *LAST]
    assert max(map(len, told.splitlines())) <= 80
    assert told.count("Give a ticket back") == 1


def test_who_types_what_is_for_chat_alone_is_told_why_it_is_not_here(typed: Typed) -> None:
    for verb, why in ONLY_IN_CHAT.items():
        told = typed.dibs(*verb.split(" "))
        said = f"{verb.capitalize()} is for chat alone: {why.replace('`', '')}.\n"
        assert (told.code, told.out, told.err) == (2, "", said)


def test_its_help_says_how_it_is_typed_in_chat(typed: Typed) -> None:
    told = typed.dibs("list", "--help")
    assert "As in chat: dibs list [free] [@role] [archived=yes]" in told.out
    assert "--role" in told.out


def test_list_is_a_table_in_which_nothing_is_cut_where_it_is_piped(office: Typed) -> None:
    title = ("the printer " * 15).strip()
    opened(office, title)
    told = office.dibs("list", "--as", "bob")
    assert (told.code, told.err) == (0, "")
    lines = [line.rstrip() for line in told.out.splitlines()]
    assert lines[0].split() == ["title", "state", "owner", "priority", "role", "age"]
    assert title in next(line for line in lines if line.startswith("#3"))


def test_the_words_of_chat_work_and_so_do_options(office: Typed) -> None:
    as_words = office.json("list", "free", "@ops", "--as", "bob")
    as_options = office.json("list", "free", "--role", "ops", "--as", "bob")
    assert [one["number"] for one in as_words["tickets"]] == [1]
    assert as_options["tickets"] == as_words["tickets"]


def test_what_is_said_twice_is_refused_with_exit_code_2(office: Typed) -> None:
    told = office.dibs("list", "@ops", "--role", "hr")
    assert (told.code, told.out, told.err) == (2, "", "One of --role and @role: they say the same.\n")


def test_a_private_ticket_is_shown_to_who_may_see_it_and_to_nobody_else(office: Typed) -> None:
    seen = {who: office.dibs("list", "--as", who).out for who in ("alice", "bob", "charlie")}
    assert ["salary" in seen[who] for who in ("alice", "bob", "charlie")] == [True, True, False]
    for words in (("show", "2"), ("show", "2", "-v"), ("history", "2"), ("show", "2", "--json")):
        told = office.dibs(*words, "--as", "charlie")
        assert (told.code, told.out, told.err) == (1, "", "#2 is private.\n")
    assert "salary" not in office.dibs("search", "salary", "--as", "charlie").out


def test_the_user_of_the_machine_is_the_member_of_that_name(office: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    assert office.dibs("mine").err == "Whose? Say who you are: --as <member>\n"
    monkeypatch.setattr(getpass, "getuser", lambda: "alice")
    assert office.json("mine")["reported"] == [1, 2]


def test_the_configuration_says_who_a_user_is(office: Typed) -> None:
    office.write("dibs.toml", f'[terminal]\nmembers = {{ {USER} = "alice" }}\n')
    assert office.json("mine")["reported"] == [1, 2]
    assert office.dibs("mine", "--as", "charlie").out.startswith("Nothing is yours")


def test_a_member_who_is_configured_and_not_known_is_told_of(office: Typed) -> None:
    office.write("dibs.toml", f'[terminal]\nmembers = {{ {USER} = "alcie" }}\n')
    told = office.dibs("list")
    said = f"No member is called alcie, whom [terminal] has for {USER}: dibs member list\n"
    assert (told.code, told.out, told.err) == (1, "", said)


def test_who_is_suspended_may_nothing_at_their_shell(office: Typed) -> None:
    office.write("dibs.toml", f'[terminal]\nmembers = {{ {USER} = "bob" }}\n')
    office.desk(suspend_bob)
    told = office.dibs("list")
    assert (told.code, told.err) == (1, "Your account is suspended here. An admin can tell you why.\n")


async def suspend_bob(desk: Desk) -> None:
    await desk.change(shell(), suspending.suspend, Person("bob", exact=True), "laptop stolen")


def test_show_in_full_has_what_was_added_line_by_line_with_its_numbers(office: Typed) -> None:
    office.desk(work_on_it)
    lines = office.dibs("show", "1", "-v", "--as", "alice").out.splitlines()
    assert lines[:2] == ["#1 printer on fire", "Status: accepted | Owner: bob | Priority: normal"]
    assert lines[2].startswith("Role: ops | From: alice | Opened: ")
    assert lines[3:5] == ["3rd floor", ""]
    assert lines[5].startswith("1) bob, ")
    assert lines[6:] == ["   toner ordered", "   and paper"]


def test_history_is_a_line_for_each_thing_that_happened(office: Typed) -> None:
    office.desk(work_on_it)
    lines = office.dibs("history", "1", "--as", "alice").out.splitlines()
    assert [line.rstrip().split("  ")[-1].strip() for line in lines[:2]] == ["alice opened", "bob took"]


def test_where_nothing_is_found_chats_own_line_says_so(office: Typed) -> None:
    told = office.dibs("search", "unicorn")
    assert told.out == "Found none. Fewer words, or shorter ones? What is open: dibs list\n"


def test_what_is_for_chat_alone_is_shown_as_it_is_typed_there() -> None:
    line = f"Try {TYPE}list, or {TYPE}watch 12. {TYPE}quiet"
    assert typeable(line, "!") == "Try dibs list, or dibs watch 12. !quiet"
    assert typeable(f"{TYPE}register ABCD <new password>", "!") == "register ABCD <new password>"


def test_each_verb_that_a_line_shows_can_be_typed_here_or_is_for_chat_alone() -> None:
    """Of whatever dibs may say; `dibs say` and `dibs run` aren't said there."""
    shown = {match[1] for _, text in sentences() for match in re.finditer(rf"{TYPE}([a-z]+(?: [a-z]+)?)", text)}
    known = {*VERBS, *OWN, *GROUPS, *ONLY_IN_CHAT, *CALLED}
    verbs = {verb if verb in known else verb.split(" ")[0] for verb in shown}
    assert len(verbs) > 40
    assert verbs <= known
    for verb in verbs - GROUPS.keys():
        line = typeable(f"Try: {TYPE}{verb} 12.", "!")
        assert line == f"Try: {'!' if verb in ONLY_IN_CHAT else 'dibs '}{CALLED.get(verb, verb)} 12."


def test_what_a_shell_would_take_for_its_own_is_shown_in_quotes() -> None:
    line = f'None. Make one: {TYPE}view save late touched:>2w. Or {TYPE}search "two words", {TYPE}show <ticket>'
    assert typeable(line, "!") == (
        """None. Make one: dibs view save late 'touched:>2w'. Or dibs search '"two words"', dibs show <ticket>"""
    )


def test_a_name_of_two_words_is_one_word_of_the_shell(office: Typed) -> None:
    assert office.dibs("client", "add", "Acme Inc", "--rate", "50", "--currency", "USD").code == 0
    told = office.dibs("project", "add", "Acme Inc", "Blue Sky")
    assert (told.code, told.out.split(".")[0]) == (0, "Project Blue Sky added to Acme Inc")
    assert "Blue Sky" in office.dibs("client", "show", "Acme Inc").out


def test_whoever_adds_a_project_reads_how_its_tickets_are_opened(office: Typed) -> None:
    office.dibs("client", "add", "acme")
    said = 'Project Blue Sky added to acme. Its tickets: dibs new client=acme project="Blue Sky" ...\n'
    assert office.dibs("project", "add", "acme", "Blue Sky").out == said


def test_verbs_of_two_words_do_what_they_do_in_chat(office: Typed) -> None:
    saved = office.dibs("view", "save", "burning", "printer", "--as", "bob")
    assert saved.out == "View burning is saved for you. To see what it finds: dibs list burning\n"
    saved = office.dibs("view", "save", "@ops", "all", "state:any")
    assert saved.out == "View all is saved for ops. To see what it finds: dibs list @ops all\n"
    assert [one["number"] for one in office.json("list", "@ops", "all")["tickets"]] == [2, 1]
    assert [one["number"] for one in office.json("list", "burning", "--as", "bob")["tickets"]] == [1]
    assert office.dibs("view", "save", "--as", "bob").err == "Which name? dibs view save <name> <query>\n"
    assert office.json("role", "show", "ops")["verb"] == "role show"


def test_what_keeps_a_change_from_being_rolled_back_is_said_as_it_is_typed_here(office: Typed) -> None:
    office.dibs("accept", "1", "--as", "bob")
    office.dibs("edit", "1", "priority=high")
    told = office.dibs("member", "rollback", "bob", "1h").out
    assert "#1 kept: Can't undo accept 1: " in told
    assert " since. Instead: dibs release 1\n" in told


def test_what_is_called_otherwise_here_is_shown_so() -> None:
    assert typeable(f"Yours? {TYPE}dibs 2. To add: {TYPE}re 2 <text>", "!") == (
        "Yours? dibs accept 2. To add: dibs comment 2 <text>"
    )


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("edit", "1", "x=y"), "That is more than I understand. Write: dibs edit --help"),
        (("role", "set", "ops", "foo=1"), "That is more than I understand. Write: dibs role set --help"),
        (("client", "add", "Foo", "Bar"), "A name of several words stands in quotes: dibs client add '\"Foo Bar\"'"),
    ],
)
def test_who_wrote_more_than_is_understood_is_told_what_can_be_typed_here(
    office: Typed, words: tuple[str, ...], says: str
) -> None:
    told = office.dibs(*words)
    assert (told.code, told.err) == (2, f"{says}\n")


def test_a_role_that_is_a_word_in_chat_is_an_option_too(office: Typed) -> None:
    assert office.dibs("move", "1", "--role", "hr").out == "#1 moved to hr: printer on fire. hr is asked.\n"


def test_a_ticket_of_a_place_from_which_nothing_came_is_told_of(office: Typed) -> None:
    said = "No ticket zz:9: nothing ever came in as zz. Write: dibs show <ticket>\n"
    assert office.dibs("show", "zz:9") == Told(2, "", said)


@pytest.mark.parametrize("words", [("verify",), ("backup", "b.db"), ("export", "csv", "-"), ("vacuum",)])
def test_where_there_is_no_database_what_looks_at_all_of_it_says_so(typed: Typed, words: tuple[str, ...]) -> None:
    said = "There is no database data/dibs.db: dibs never ran here. dibs run makes it; --config names another.\n"
    assert typed.dibs(*words) == Told(2, "", said)
    assert list(typed.folder.iterdir()) == []


@pytest.mark.parametrize(
    "words", [("backup",), ("export", "csv"), ("export", "jsonl"), ("export", "tkts"), ("bill", "acme", "--csv")]
)
def test_nothing_takes_the_place_of_the_desk_or_of_what_is_no_file(office: Typed, words: tuple[str, ...]) -> None:
    database = office.folder / "data" / "dibs.db"
    os.mkfifo(office.folder / "pipe")
    (office.folder / "second").hardlink_to(database)
    (office.folder / "there").symlink_to("data")
    before = database.read_bytes()
    for target, says in {
        "data/dibs.db": "is the desk itself. Name another file.",
        "second": "is the desk itself. Name another file.",
        "data/dibs.db-wal": "is something of the desk. Name another file.",
        "there/dibs.db-journal": "is something of the desk. Name another file.",
        "pipe": "is no file. Name another one.",
    }.items():
        assert office.dibs(*words, target, "--force") == Told(2, "", f"{target} {says}\n")
    assert database.read_bytes() == before
    assert (office.folder / "pipe").is_fifo()
    assert not (office.folder / "data" / "dibs.db-journal").exists()


def test_programs_are_told_what_can_be_typed_here_too(office: Typed) -> None:
    assert office.json("search", "unicorn")["says"] == [
        "Found none. Fewer words, or shorter ones? What is open: dibs list"
    ]
    assert office.dibs("time", "1", "--as", "alice").code == 0


def test_a_no_is_a_sentence_on_standard_error_with_exit_code_1(office: Typed) -> None:
    told = office.dibs("show", "99")
    assert (told.code, told.out, told.err) == (1, "", "No ticket #99 (newest: #2).\n")


def test_what_cannot_be_understood_has_exit_code_2(office: Typed) -> None:
    told = office.dibs("show")
    assert (told.code, told.out, told.err) == (2, "", "Which ticket? dibs show <ticket>\n")
    assert office.dibs("list", "--nonsense").code == 2


def test_where_there_is_no_database_it_says_so_and_makes_none(typed: Typed) -> None:
    told = typed.dibs("list")
    said = "There is no database data/dibs.db: dibs never ran here. dibs run makes it; --config names another.\n"
    assert (told.code, told.out, told.err) == (2, "", said)
    assert list(typed.folder.iterdir()) == []


@pytest.mark.parametrize(
    ("schema", "says"),
    [
        ("9999", "a newer dibs wrote it (schema 9999; this one knows"),
        ("0001", "Start dibs run once: it brings it up to date."),
        ("none of ours", "it holds something else, not a desk. Set another path."),
    ],
)
@pytest.mark.parametrize(
    "words", [("export", "csv", "out.csv"), ("import", "csv", "t.csv"), ("import", "jsonl", "t.jsonl")]
)
def test_what_brings_and_takes_says_of_the_database_of_another_version_what_to_do(
    office: Typed, words: tuple[str, ...], schema: str, says: str
) -> None:
    office.write("t.csv", "title\nprinter on fire\n")
    assert office.dibs("export", "jsonl", "t.jsonl").code == 0
    database = sqlite3.connect(office.folder / "data" / "dibs.db", isolation_level=None)
    try:
        if schema.isdigit():
            database.execute("update alembic_version set version_num = ?", [schema])
        else:
            database.execute("drop table alembic_version")
    finally:
        database.close()
    told = office.dibs(*words)
    assert (told.code, told.out, len(told.err.splitlines())) == (2, "", 1)
    assert says in told.err


@pytest.mark.parametrize(("schema", "says"), [("9999", "a newer dibs wrote it"), ("0001", "an older dibs wrote it")])
def test_the_database_of_another_version_is_told_of_and_left_alone(office: Typed, schema: str, says: str) -> None:
    database = sqlite3.connect(office.folder / "data" / "dibs.db", isolation_level=None)
    try:
        database.execute("update alembic_version set version_num = ?", [schema])
        told = office.dibs("list")
        assert (told.code, told.out, len(told.err.splitlines())) == (2, "", 1)
        assert says in told.err
        assert database.execute("select version_num from alembic_version").fetchone() == (schema,)
    finally:
        database.close()


def test_a_file_that_is_no_desk_is_told_of(typed: Typed) -> None:
    (typed.folder / "data").mkdir()
    typed.write("data/dibs.db", "no database at all, but long enough to be looked at " * 100)
    told = typed.dibs("list")
    assert (told.code, told.out, len(told.err.splitlines())) == (2, "", 1)


def test_to_look_writes_nothing(office: Typed) -> None:
    """So a dibs that runs isn't woken by it, and it waits for nobody who writes."""
    database = sqlite3.connect(office.folder / "data" / "dibs.db", isolation_level=None)
    try:
        database.execute("begin immediate")
        assert [office.dibs(*words, "--as", "bob").code for words in (("list",), ("mine",), ("show", "1"))] == [0, 0, 0]
    finally:
        database.close()


async def test_a_verb_loads_nothing_that_it_does_not_need(terminal: Terminal) -> None:
    program = """
import sys
sys.argv = ["dibs", "list"]
from chatbot.__main__ import main
try:
    main()
except SystemExit:
    print([name for name in ("chatbot.app", "irc", "alembic", "dateparser", "prompt_toolkit") if name in sys.modules])
"""
    assert (await terminal.python(program)).out.splitlines()[-1] == "[]"


def test_a_word_that_looks_like_an_option_is_told_where_text_stands(office: Typed) -> None:
    told = office.dibs("search", "printer", "-fire")
    assert told.code == 2
    sentence = r"Error: No such option:? '?-f'?\. Text that begins so stands behind --: dibs search -- <text>"
    assert re.search(sentence, " ".join(told.err.split())), "in each release of Typer"


@pytest.mark.parametrize("words", [("list", "--role"), ("list", "--json=3")])
def test_an_option_that_is_there_and_typed_wrongly_is_told_nothing_of_text(
    office: Typed, words: tuple[str, str]
) -> None:
    told = office.dibs(*words)
    assert told.code == 2
    assert told.err.startswith("Error: Option '--")
    assert "stands behind" not in told.err


@pytest.mark.parametrize("words", [["--help"], ["list", "--help"], ["health", "--help"], ["run", "--help"]])
async def test_what_is_loaded_is_no_garbage_and_what_comes_after_it_may_be(
    terminal: Terminal, words: list[str]
) -> None:
    """Else each start looks through all of it, and a dibs that runs for months grows."""
    program = f"""
import gc, sys
runs = []
gc.callbacks.append(lambda *said: runs.append(said))
sys.argv = ["dibs", *{words!r}]
from chatbot import __main__ as started
began = len(runs)
load = started._program
def loaded(words):
    found = load(words)
    print("runs", len(runs) - began)
    return found
started._program = loaded
try:
    started.main()
except SystemExit:
    print(gc.isenabled(), gc.get_freeze_count() > 10_000)
"""
    told = (await terminal.python(program)).out.splitlines()
    assert "runs 0" in told
    assert told[-1] == "True True"
