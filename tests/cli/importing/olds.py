"""Files of tkts, made as it made them."""

import sqlite3
from contextlib import closing
from pathlib import Path

SCHEMA = """
create table tickets (id integer primary key, status text check (status in ('Open', 'Closed')) default 'Open' not null,
    title text not null, desc text, client text, project text, owner text, time integer,
    created_on datetime default current_timestamp);
create table records (id integer primary key, tkt_num integer, log text, user text, time integer,
    created_on datetime default current_timestamp);
"""
LOG = "Installed restic (apk add restic).\n\nBackup seems simple:\nrestic -r sftp:hor:/data --exclude ~/.cache/\n"
RESTIC = (5, "Open", "[H] - Implement Restic", "workstation backups", "Internal", "Disaster Recovery", "durrendal", 6)
NAS = (1, "Closed", "[H] - Hardwire NAS", "", "Internal", "Lab", "durrendal", 180)
GEMINI = (6, "Open", "[A] - Package Gemini Server & Client", None, None, None, None, None)

TABLE = (
    '{["open"]={%s},["closed"]={["T1"]={["issue"]="[H] - Hardwire NAS to Mikrotik Lab",["time"]=180.0,'
    '["log"]={[2]="Mounted it onto the old desk",[1]="Wifi pins at 32mb/s"},["desc"]=""}%s},["total"]=9%s}'
)


def tkts(file: Path, *tickets: tuple[object, ...], records: tuple[tuple[object, ...], ...] = ()) -> Path:
    """Without a moment, both are of the 15th of January 2022."""
    with closing(sqlite3.connect(file)) as old:
        old.executescript(SCHEMA)
        for row in tickets:
            moment = row[8] if len(row) > 8 else "2022-01-15 01:49:42"
            old.execute("insert into tickets values (?, ?, ?, ?, ?, ?, ?, ?, ?)", (*row[:8], moment))
        add_records(old, *records)
        old.commit()
    return file


def add_records(old: sqlite3.Connection, *records: tuple[object, ...]) -> None:
    for row in records:
        moment = row[5] if len(row) > 5 else "2022-01-15 22:05:01"
        old.execute("insert into records values (?, ?, ?, ?, ?, ?)", (*row[:5], moment))
    old.commit()


def seed(file: Path) -> Path:
    """The ticket of the story, one that is over, and one that is nobody's."""
    records = (
        (9, 5, LOG, "durrendal", 3, "2022-01-15 01:51:31"),
        (12, 5, "Reasonably\n\n> except for .cache", "durrendal", 0, "2022-01-15 18:08:49"),
        (13, 5, "Successfully backed up the droid.", "durrendal", 3, "2022-01-15 22:05:01"),
    )
    return tkts(file, NAS, RESTIC, GEMINI, records=records)


def legacy(file: Path, *, commas: bool = False) -> Path:
    """8 open, 1 closed; keys in any order."""
    rows = [
        f'["T{number}"]={{["issue"]="[H] - Job {number}",["time"]=0,["log"]={{}},["desc"]=""}}'
        for number in range(2, 10)
    ]
    rows[4] = '["T6"]={["log"]={[2]="second",[1]="first"},["issue"]="[A] - Package Gemini",["desc"]="",["time"]=0}'
    end = "," if commas else ""
    file.write_text(TABLE % (",".join(rows) + end, end, end))
    return file
