"""What can be taken back, and how; and what to do instead where it can't be, or can't be any more."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from chatbot.desk.wording import TYPE
from store.records import Event

How = Literal[
    "restore",
    "erase",
    "withdraw",
    "answer",
    "watch",
    "link",
    "unlog",
    "start",
    "drop",
    "merge",
    "split",
    "no",
]
"""`restore`: the ticket and its offers are as they were before. `erase`: besides, what was written is gone. `merge`:
besides, what went to another ticket is back. `split`: what became another ticket is back, and that one ends.
`withdraw`: the ticket ends. `answer`: a no to an offer is none. `watch`, `link`: the other way round. `unlog`: time
that was logged wasn't. `start`: it doesn't run; `drop`: it runs on. `no`: it can't be taken back."""


class Undo(Struct, frozen=True):
    """`verb`: what did it. `done`: as others are said to have done it. `instead`: what to type, `{n}` is the ticket.

    `ended`: the states into which it may have brought offers, which then are open again.
    """

    verb: str
    done: str
    instead: str
    how: How = "restore"
    ended: frozenset[str] = frozenset()


TAKEN = frozenset({"accepted", "withdrawn"})
WITHDRAWN = frozenset({"withdrawn"})
DECLINED = frozenset({"declined", "timed_out"})

UNDO: Mapping[str, Undo] = {
    "ticket_opened": Undo("new", "opened it", "close {n}", "withdraw"),
    "ticket_described": Undo("description", "described it", "edit {n} description=<text>"),
    "ticket_commented": Undo("comment", "commented", "comment {n} <text>", "erase"),
    "time_logged": Undo("log", "", "log {n} -15m <why>", "unlog"),
    "timer_started": Undo("start", "", "stop drop", "start"),
    "timer_dropped": Undo("stop", "", "log {n} 15m <text>", "drop"),
    "ticket_accepted": Undo("accept", "took it", "release {n}", ended=TAKEN),
    "ticket_declined": Undo("decline", "passed", "dibs {n}", "answer", DECLINED),
    "ticket_released": Undo("release", "gave it back", "dibs {n}", ended=WITHDRAWN),
    "ticket_closed": Undo("close", "closed it", "reopen {n}", ended=WITHDRAWN),
    "ticket_reopened": Undo("reopen", "reopened it", "close {n}"),
    "ticket_edited": Undo("edit", "changed it", "edit {n} title=<title>"),
    "ticket_moved": Undo("move", "moved it", "move {n} <@role>", ended=WITHDRAWN),
    "ticket_advanced": Undo("advance", "moved it on", "advance {n} <state>", ended=WITHDRAWN),
    "ticket_stolen": Undo("steal", "took it over", "assign {n} <person>", ended=WITHDRAWN),
    "ticket_urgent": Undo("urgent", "called it urgent", "edit {n} priority=normal"),
    "prompt_snoozed": Undo("later", "", "dibs {n}", "no"),
    "ticket_asked": Undo("ask", "asked its reporter", "resume {n}"),
    "ticket_answered": Undo("answer", "answered", "comment {n} <text>", "no"),
    "ticket_held": Undo("hold", "put it on hold", "resume {n}"),
    "ticket_resumed": Undo("resume", "resumed it", "hold {n}"),
    "ticket_withdrawn": Undo("withdraw", "withdrew it", "reopen {n}", ended=WITHDRAWN),
    "ticket_watched": Undo("watch", "", "unwatch {n}", "watch"),
    "ticket_unwatched": Undo("unwatch", "", "watch {n}", "watch"),
    "ticket_merged": Undo("merge", "merged it", "reopen {n}", "merge", WITHDRAWN),
    "ticket_split": Undo("split", "split it", "show {n}", "split"),
    "ticket_linked": Undo("link", "", "unlink {n} <ticket>", "link"),
    "ticket_unlinked": Undo("unlink", "", "link {n} <how> <ticket>", "link"),
    "weblink_added": Undo("link", "", "unlink {n} <address>", "erase"),
    "weblink_removed": Undo("unlink", "", "link {n} <address>"),
    "assignment_offered": Undo("assign", "asked somebody", "assign {n} <person>", ended=WITHDRAWN),
    "assignment_declined": Undo("decline", "said no", "dibs {n}", ended=DECLINED),
    "ticket_repeated": Undo("new", "said it again", "close {n}", "no"),
    "text_redacted": Undo("redact", "", "comment {n} <text>", "no"),
    "member_suspended": Undo("member suspend", "", "member restore <person>", "no"),
    "member_rolled_back": Undo("member rollback", "", "history <ticket>", "no"),
    "member_forgotten": Undo("member forget", "", "member add <name>", "no"),
    "members_linked": Undo("member link", "", "member unlink <account>@<network>", "no"),
    "identity_unlinked": Undo("member unlink", "", "member link <account>@<network>", "no"),
    "member_restored": Undo("member restore", "", "member suspend <person>", "no"),
    "role_created": Undo("role create", "", "role delete <role>", "no"),
    "role_changed": Undo("role set", "", "role set <role> ...", "no"),
    "role_deleted": Undo("role delete", "", "role create <role>", "no"),
    "role_member_added": Undo("role add", "", "role remove <role> <person>", "no"),
    "role_member_removed": Undo("role remove", "", "role add <role> <person>", "no"),
    "role_member_confirmed": Undo("role confirm", "", "role remove <role> <person>", "no"),
    "role_lead_changed": Undo("role lead", "", "role lead <role> <person>", "no"),
    "role_joined": Undo("role join", "", "role leave <role>", "no"),
    "bill_made": Undo("bill", "", "bill undo <number>", "no"),
    "role_left": Undo("role leave", "", "role join <role>", "no"),
}

BY_AN_ADMIN: Mapping[str, str] = {
    "role_joined": "role remove <role> <person>",
    "role_left": "role add <role> <person>",
}
"""What an admin types against what somebody else did of their own, where that isn't what they would type."""

OF_A_TIMER = Undo("stop", "", "log {n} -15m <why>", "unlog")
"""Of `time_logged`, where it came of a timer."""

BESIDE = frozenset({"unlog", "start", "drop"})
"""These have nothing to do with how a ticket stands, nor with what others did to it since; and nobody is told."""


def undo_of(event: Event) -> Undo:
    """Of one that can be, or is named here since it can't be."""
    return OF_A_TIMER if event.kind == "time_logged" and event.data.get("started") else UNDO[event.kind]


BY_TIME: Mapping[str, str] = {
    "ticket_woke": "it came back from its hold",
    "ticket_timed_out": "its offer ran out",
    "assignment_timed_out": "the question ran out",
}
"""What time does to a ticket, so that it isn't as it was left."""

OPENS = frozenset({"prompt_opened", "assignment_offered"})
"""Events with which an offer begins."""


def named(how: Undo, event: Event) -> str:
    """`dibs 12`."""
    return f"{how.verb} {event.ticket_id}" if event.ticket_id else how.verb


def instead_of(how: Undo, event: Event) -> str:
    """What to type, from `Instead:` on."""
    return f"Instead: {TYPE}{how.instead.replace('{n}', str(event.ticket_id))}"
