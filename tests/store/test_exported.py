"""Each column of the desk is in the export, or is left out on purpose: a new one can't be forgotten."""

import re
import sqlite3
from contextlib import closing

from store.opening import SCHEMA
from tests.docs import ROOT

LEFT_OUT = {
    "desk": "the file's first line names it",
    "password": "by this somebody proves who they are",
    "cursor": "of what was said here",
    "notice": "of what was said here",
    "storm": "over within minutes; where it comes from is an address",
    "dictation": "over within the hour; who speaks may be an address",
    "stopwatch": "over within a day, and no time is logged by it until somebody says so",
    "denial": "who was refused what may be an address",
    "ignored": "who isn't listened to may be an address",
    "arrival": "how things came here",
    "arriving": "what is on its way",
    "carried_as": "what is on its way",
    "carried_range": "what is on its way",
    "seldom": "counts what changes, for the program that runs",
    "secured": "of the networks, not of the desk",
    "service": "how what runs here stands",
    "ticket_word": "made from what the tickets say",
    "ticket_term": "its words",
    "alembic_version": "of the file",
    "sqlite_sequence": "of the file",
}
"""Tables."""

LEFT_OUT_OF_THEM = {
    "member.name_key": "made from the name",
    "role.name_key": "made from the name",
    "role.channel_key": "made from the channel",
    "client.name_key": "made from the name",
    "project.name_key": "made from the name",
    "saved_view.name_key": "made from the name",
    "ticket.reporter_mask": "by this a stranger is known",
    "ticket.reporter_bound": "goes with the mask",
    "unquoted.host": "an address",
}


def schema() -> dict[str, list[str]]:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(SCHEMA.read_text(encoding="utf-8"))
        tables = [row[0] for row in connection.execute("select name from sqlite_schema where type = 'table'")]
        return {
            table: [row[0] for row in connection.execute("select name from pragma_table_info(?)", [table])]
            for table in tables
            if not table.startswith("ticket_word_")
        }


SQL = "".join((ROOT / "store" / name).read_text(encoding="utf-8") for name in ("exporting.py", "exported.py"))


def test_every_table_is_given_or_is_left_out_for_a_reason() -> None:
    read = set(re.findall(r"(?:from|join) (\w+)", SQL))
    assert set(schema()) - read - set(LEFT_OUT) == set()
    assert read & set(LEFT_OUT) == set()


def test_every_column_of_them_is_given_or_is_left_out_for_a_reason() -> None:
    told = set(re.findall(r"\w+", SQL))
    missing = {
        f"{table}.{column}"
        for table, columns in schema().items()
        if table not in LEFT_OUT
        for column in columns
        if column not in told
    }
    assert missing == set(LEFT_OUT_OF_THEM)
