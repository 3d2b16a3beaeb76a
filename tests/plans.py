"""No statement that runs per command or per timer reads a whole table that grows with use, nor all that one person, one
role or one network has ever had.

Whatever a test has the store do is explained by SQLite, each text once a process. What reads a large table from one end
to the other fails the test that did it, and so does what looks in it by nothing but what very many rows share. The
planner is given no statistics (dibs never runs `analyze`), so that it plans on an empty desk as it does on one with a
million tickets.
"""

import re
import sqlite3
import sys
from collections.abc import Iterator, Mapping, Sequence
from types import FrameType

from store.transaction import Transaction

LARGE = frozenset(
    {
        *("ticket", "ticket_word", "stay", "prompt", "prompt_answer", "event", "event_text", "notice", "timer"),
        *("relation", "watcher", "trouble", "storm", "snooze", "ticket_client", "worked", "bill_line", "billed"),
        *("ticket_alias", "event_alias", "arriving", "carried_as"),
    }
)
"""Tables that grow with every ticket, or with what is done to it or said of it."""

SMALL: Mapping[str, str] = {
    **dict.fromkeys(("desk", "cursor", "service", "service_code", "secured"), "as many as there are parts of dibs"),
    **dict.fromkeys(("ticket_type", "ticket_state", "ticket_edge", "type_setting"), "as the types are configured"),
    **dict.fromkeys(("role", "membership"), "100 roles at most"),
    **dict.fromkeys(("member", "identity", "password", "habit", "unquoted"), "as many as there are people"),
    **dict.fromkeys(("client", "project", "member_rate"), "1000 clients at most, who are set up by hand"),
    "seldom": "one row",
    "bill": "one a client and month",
    "saved_view": "50 of one person at most",
    "stopwatch": "one of a person at most",
    "dictation": "one of a person in a channel, for an hour",
    "ignored": "bounded",
    "denial": "bounded, and kept for 30 days",
    "note": "gone as soon as a service has read it",
    "ticket_term": "nothing is kept in it: it is a way to go through the words of ticket_word",
    "arrival": "one an import",
    "carried_range": "some of each import",
}
"""All others, and why they stay small."""

SHORT: Mapping[str, str] = {
    **dict.fromkeys(("notice_queued", "notice_waiting"), "what is still to be said: a moment later it isn't"),
    "notice_of_no_ticket": "digests and the like, of 30 days",
    **dict.fromkeys(("stay_todo", "trouble_of_service"), "what a service has to do, or can't"),
    "storm_on": "storms that are on just now",
    "prompt_open_for": "offers that are open just now",
    **dict.fromkeys(("ticket_free", "ticket_free_of_stranger"), "what is free just now"),
    "ticket_open_of_reporter": "what is open, which is listed or counted as a whole",
    "timer_due": "in its order from the first on, or counted: some for each ticket that is open",
}
"""Indices that one may read from end to end."""

RESTORED = "dibs restore, at a shell, where no dibs runs"
ONCE_A_LIFE = "once in the life of a person, who may stand in any of them"
AS_ASKED = "so many as are asked for, in the order of that index"
CONFIGURED = "when a type is set anew, which is asked for by hand"
OF_THE_MASK = "what one stranger has reported since they are in sight"
NEW_ONES = "what has happened since it was read last"
FEW: Mapping[str, str] = {
    **dict.fromkeys(("store.aliases.is_label", "store.keeping.first_archived"), "the first row is enough"),
    "store.tickets.is_any_private_of_role": "the first row is enough",
    **dict.fromkeys(
        ("store.exported.numbers_after", "store.exported.events_after", "store.pages.tickets_after"), AS_ASKED
    ),
    **dict.fromkeys(("store.journal.list_after", "store.journal.list_kinds", "store.journal.list_news"), AS_ASKED),
    **dict.fromkeys(("store.mornings.list_owned", "store.tickets.list_of_owner"), "their open tickets, all of them"),
    **dict.fromkeys(
        ("store.tickets.list_of_role", "store.tickets.count_open_of_role"), "its open tickets, all of them"
    ),
    "store.workflows.count_here": "by somebody who sits at a shell",
    "store.bills.list_unbilled": "once a bill, beside all else (docs/billing.md)",
    **dict.fromkeys(("store.workflows.count_standing", "store.workflows.list_standing"), CONFIGURED),
    **dict.fromkeys(("store.workflows.move_all", "store.workflows.drop_state"), CONFIGURED),
    **dict.fromkeys(("store.stays.call_all", "store.stays.call_open"), CONFIGURED),
    **dict.fromkeys(("store.reporters.count_of_mask", "store.reporters.list_requests"), OF_THE_MASK),
    **dict.fromkeys(("store.reporters.rename", "store.reporters.unbind"), OF_THE_MASK),
    **dict.fromkeys(("store.holds.list_asked_of_mask", "store.undoing.list_of_stranger"), OF_THE_MASK),
    "store.undoing.list_at_shell": "the newest ones, as many as are asked for",
    **dict.fromkeys(
        ("store.journal.list_touched", "store.journal.last_before_news", "store.journal.was_erased_after"), NEW_ONES
    ),
    **dict.fromkeys(("store.keeping.list_archived", "store.keeping.count_archived"), "those to erase, which go by it"),
    **dict.fromkeys(("store.forgetting.drop_masks", "store.ignored.forget_masks"), "what is left to forget"),
    **dict.fromkeys(("store.outbox.drop_ended", "store.storms.forget"), "what is left to forget"),
    "store.arrivals.changed_since": "while an import is under way",
    "store.forgetting.unname_bills": ONCE_A_LIFE,
    "store.forgetting.erase_words": ONCE_A_LIFE,
    "store.forgetting.list_touched": ONCE_A_LIFE,
    "store.merging.list_double_notices": ONCE_A_LIFE,
    "store.journal.changed_since_digest": "back to the last digest, and on to the first event",
    "store.rerouting.put_network": "once an outage, the notices of one person, who has some of 30 days",
    "store.spoken.has_newer": "of a channel, where the line was said within moments, or its network is away",
    "store.stays.list_of_type": AS_ASKED,
    "store.tickets.count_open_of_type": "of states that aren't final",
}
"""Functions of the store that look by such a column alone, or at all before or since, and why that stays few."""

MANY_SHARE = frozenset(
    {
        *("role_id", "type", "state", "kind", "network", "reporter_network", "plugin", "status", "private", "target"),
        *("member_id", "owner_id", "reporter_id", "opener_id", "asker_id", "reporter_mask", "client_id", "label"),
    }
)
"""Columns of which one value may stand in as many rows as a desk has in ten years."""

EXCEPTED: Mapping[str, str] = {
    "store.exporting.count": "an export reads all, at a shell",
    "store.rehearsing.mark_notices": "dibs simulate, in a copy of the desk",
    "store.relations.list_all": "dibs verify looks at all, at a shell",
    "store.carried.look": "asked once an import, and satisfied by the first row",
    **dict.fromkeys((f"store.gone.{name}" for name in ("_tickets", "_texts", "_words", "_titles")), RESTORED),
    "store.finding.find": "an export of what a query finds, at a shell; who waits for an answer has store/looking.py",
    "store.finding.numbers": "asked without a bound only where there are 3000 tickets or less (store/looking.py)",
    "store.driving._numbers": "given up after 3000 rows",
    "store.incoming.drop": "an import that was never promised is thrown away, before the next one, at a shell",
    "store.arrivals.unname": ONCE_A_LIFE,
    "store.forgetting.drop_addresses": ONCE_A_LIFE,
    "store.forgetting.erase_lines": ONCE_A_LIFE,
    "store.forgetting.unname_events": ONCE_A_LIFE,
    "store.forgetting.unname_tickets": ONCE_A_LIFE,
    "store.merging.list_double_snoozes": ONCE_A_LIFE,
    "store.merging.move_all": ONCE_A_LIFE,
}
"""Functions of the store that read all of a large table, and don't run per command or timer."""

WHOLE = re.compile(
    r"SCAN (?P<name>\w+)(?: USING (?:COVERING )?INDEX (?P<index>\w+))?(?: VIRTUAL TABLE INDEX (?P<how>.*))?"
)
PART = re.compile(
    r"SEARCH (?P<name>\w+) USING (?:COVERING )?(?:INDEX (?P<index>\w+)|INTEGER PRIMARY KEY) \((?P<by>[^)]*)\)"
)
ALIAS = re.compile(r"\b(\w+) as (\w+)")


def faults(plan: Sequence[str], sql: str) -> list[str]:
    """Steps of the plan that read all of a large table."""
    if re.match(r"\s*insert into \w+ \([^)]*\)\s*values", sql):
        return []  # SQLite looks for rows that refer to it already, but only while some reference is broken
    named = {alias: table for table, alias in ALIAS.findall(sql) if table in LARGE}
    return [step for step in plan if _reads_all(step, named)]


def crowds(plan: Sequence[str], sql: str) -> list[str]:
    """Steps of the plan that read all that somebody, or a role, a type, a network, has ever had; or all before some
    moment, or all since some row."""
    if re.match(r"\s*insert into \w+ \([^)]*\)\s*values", sql):
        return []
    named = {alias: table for table, alias in ALIAS.findall(sql) if table in LARGE}
    return [step for step in plan if _reads_many(step, named)]


def _reads_many(step: str, named: Mapping[str, str]) -> bool:
    found = PART.match(step)
    if found is None or named.get(found["name"], found["name"]) not in LARGE or found["index"] in SHORT:
        return False
    return all(_is_shared(one) for one in found["by"].split(" AND "))


def _is_shared(condition: str) -> bool:
    return condition == "rowid>?" or condition.endswith("<?") or condition.removesuffix("=?") in MANY_SHARE


def _reads_all(step: str, named: Mapping[str, str]) -> bool:
    if "AUTOMATIC" in step:  # an index that is made for this statement alone, from all rows
        return True
    found = WHOLE.match(step)
    if found is None or named.get(found["name"], found["name"]) not in LARGE or found["index"] in SHORT:
        return False
    return found["how"] is None or not re.search("[M=]", found["how"])


def explained(connection: sqlite3.Connection, sql: str, params: Mapping[str, object]) -> list[str]:
    return [str(row[3]) for row in connection.execute("explain query plan " + sql, params)]


class Watch:
    """Looks over the shoulder of each transaction of this process."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._known: set[str] = set()
        self._step = Transaction._step  # pyright: ignore[reportPrivateUsage] - where all statements pass

    def begin(self) -> None:
        watch, step = self, self._step

        def watched(tx: Transaction, sql: str, params: dict[str, object]) -> sqlite3.Cursor:
            if sql not in watch._known:
                watch._look(tx._connection, sql, params)  # pyright: ignore[reportPrivateUsage] - the same
            return step(tx, sql, params)  # pyright: ignore[reportArgumentType] - handed on as it came

        Transaction._step = watched  # pyright: ignore[reportPrivateUsage, reportAttributeAccessIssue] - the same

    def end(self) -> None:
        Transaction._step = self._step  # pyright: ignore[reportPrivateUsage] - the same

    def take(self) -> list[str]:
        """What was found since it was asked last."""
        found, self.found = self.found, []
        return found

    def _look(self, connection: sqlite3.Connection, sql: str, params: dict[str, object]) -> None:
        self._known.add(sql)
        where = asked_by(sys._getframe(2))  # pyright: ignore[reportPrivateUsage] - who runs it stands nowhere else
        if not where.startswith("store.") or where in EXCEPTED or sql.startswith("explain"):
            return
        try:
            plan = explained(connection, sql, params)
        except (sqlite3.Error, UnicodeError):
            return  # then the statement itself fails, or is asked again in other words
        found = faults(plan, sql) + ([] if where in FEW else crowds(plan, sql))
        self.found += [f"{where}: {step}: {' '.join(sql.split())}" for step in found]


def asked_by(frame: FrameType | None) -> str:
    """`store.tickets.get`: the function in which the statement stands."""
    for each in frames(frame):
        module, name = str(each.f_globals.get("__name__")), each.f_code.co_name
        if module not in (Transaction.__module__, __name__) and not name.startswith("<"):
            return f"{module}.{name}"
    return ""


def frames(frame: FrameType | None) -> Iterator[FrameType]:
    while frame is not None:
        yield frame
        frame = frame.f_back
