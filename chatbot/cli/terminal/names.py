"""The verbs by name; this imports nothing, since it is looked at before anything else is loaded."""

VERBS = {
    "list": "reading",
    "show": "showing",
    "search": "searching",
    "mine": "reading",
    "history": "reading",
    "new": "tickets",
    "comment": "tickets",
    "log": "working",
    "time": "working",
    "accept": "ownership",
    "assign": "ownership",
    "close": "tickets",
    "reopen": "tickets",
    "hold": "holding",
    "edit": "turning",
    "undo": "undoing",
}
"""By verb, the module of `chatbot.commands` in which its row stands."""
