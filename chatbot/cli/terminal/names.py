"""The verbs by name; this imports nothing, since it is looked at before anything else is loaded."""

VERBS = {
    "list": "reading",
    "show": "showing",
    "search": "searching",
    "mine": "reading",
    "history": "reading",
    "why": "explaining",
    "next": "upcoming",
    "stats": "counting",
    "delivery": "delivering",
    "new": "tickets",
    "comment": "tickets",
    "close": "tickets",
    "reopen": "tickets",
    "withdraw": "turning",
    "watch": "watching",
    "unwatch": "watching",
    "accept": "ownership",
    "decline": "ownership",
    "later": "pressing",
    "release": "ownership",
    "assign": "ownership",
    "handover": "ownership",
    "steal": "turning",
    "log": "working",
    "time": "working",
    "bill": "billing",
    "hold": "holding",
    "ask": "holding",
    "resume": "holding",
    "edit": "turning",
    "move": "turning",
    "advance": "types",
    "urgent": "pressing",
    "link": "relating",
    "unlink": "relating",
    "merge": "uniting",
    "split": "splitting",
    "undo": "undoing",
    "redact": "undoing",
    "whoami": "members",
    "set": "holding",
    "services": "services",
    "ignore": "ignoring",
    "unignore": "ignoring",
    "ignores": "ignoring",
    "audit": "ignoring",
    "client list": "clients",
    "client show": "clients",
    "client add": "clients",
    "client edit": "clients",
    "project add": "clients",
    "project edit": "clients",
    "view save": "saved",
    "view list": "saved",
    "view show": "saved",
    "view delete": "saved",
    "type list": "types",
    "type show": "types",
    "type set": "types",
    "type reset": "types",
    "role show": "roles",
    "role set": "roles",
    "role delete": "roles",
    "role remove": "roles",
    "role join": "roles",
    "role leave": "roles",
    "role confirm": "leading",
    "role lead": "leading",
    "member show": "suspending",
    "member suspend": "suspending",
    "member restore": "suspending",
    "member rollback": "rollingback",
    "member forget": "rollingback",
    "member unlink": "linking",
    "member password": "passwords",
}
"""By verb, the module of `chatbot.commands` in which its row stands."""

GROUPS = {
    "client": "Whom work is done for: list, show, add, edit.",
    "project": "What is worked on for a client: add, edit.",
    "view": "Queries under a name: save, list, show, delete.",
    "type": "The kinds of tickets: list, show, set, reset.",
    "role": "Whom tickets are offered to: create, set, add, list.",
    "member": "Who is known: add, list, show, suspend.",
}
"""The first words of verbs of two, and what the list of commands says of them."""

OWN = ("role create", "role list", "role add", "member list", "member add", "bill list", "bill show", "bill undo")
"""What is called as in chat, or nearly, and isn't made from a row of the table: it takes options of the shell. What
begins with `bill` is read by that."""

DESK = (
    "run",
    "demo",
    "check-config",
    "health",
    "say",
    "simulate",
    "backup",
    "restore",
    "verify",
    "vacuum",
    "export",
    "workflow",
)
"""What is no verb of chat at all."""

ONLY_IN_CHAT = {
    "quiet": "it is about what is said to you unasked, where you sit on IRC",
    "mute": "it is about what is said to you unasked, where you sit on IRC",
    "bye": "it says that you leave IRC",
    "hi": "it says that you are on IRC again",
    "on": "it notes what you say in a channel",
    "off": "it notes what you say in a channel",
    "quote": "it is about what you say in channels",
    "drop": "it answers `new -15`, which takes lines of a channel",
    "cancel": "it answers `new -15`, which takes lines of a channel",
    "more": "an answer at a shell is never cut into pages",
    "iam": "it proves who reads the terminal of dibs; at a shell you are an admin already",
    "register": "it is about your login on a network",
    "identify": "it is about your login on a network",
    "logout": "it is about your login on a network",
    "passwd": "it is about your login on a network",
    "member link": "it is about your login on a network",
    "reload": "only the dibs that runs reads its configuration again: `systemctl reload dibs`",
    "service restart": "only the dibs that runs has services",
    "help": "here it is `dibs --help`, and `dibs list --help`",
}
"""And why."""


def verb_of(words: list[str]) -> str:
    """The verb with which they begin, be it of two words; empty if there is none."""
    both = " ".join(words[:2])
    return both if both in VERBS else words[0] if words and words[0] in VERBS else ""
