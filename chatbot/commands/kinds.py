"""The verbs by what they are for, as `help all` lists them; those of two words are kinds of their own."""

from collections.abc import Iterator, Mapping

from chatbot.commands.registry import Command, Table

KINDS: Mapping[str, tuple[str, ...]] = {
    "Report": ("new", "comment", "withdraw", "reopen", "watch", "unwatch", "on", "off", "drop", "cancel"),
    "Take": ("accept", "decline", "later", "close", "release", "assign", "handover", "steal"),
    "Work": ("start", "stop", "log", "time", "timesheet", "bill"),
    "Rest": ("hold", "ask", "resume"),
    "Change": ("edit", "move", "advance", "urgent", "link", "unlink", "merge", "split", "undo", "redact"),
    "Look": ("show", "list", "mine", "search", "history", "why", "next", "delivery", "stats", "more"),
    "Guard": ("ignore", "unignore", "ignores", "audit"),
    "Run": ("reload", "services"),
    "You": (
        "whoami",
        "register",
        "identify",
        "logout",
        "passwd",
        "set",
        "quiet",
        "mute",
        "quote",
        "bye",
        "hi",
        "iam",
        "help",
    ),
}
ELSE = "Else"
"""What a plugin brings along."""


def by_kind(table: Table) -> Iterator[tuple[str, list[Command]]]:
    for kind, names in KINDS.items():
        yield kind, [table.names[name] for name in names if name in table.names]
    known = {name for names in KINDS.values() for name in names}
    yield ELSE, [each for each in table.commands if " " not in each.name and each.name not in known]
    for first, commands in table.groups.items():
        yield f"{first.capitalize()}s", list(commands)
