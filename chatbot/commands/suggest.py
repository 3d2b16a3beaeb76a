"""What to say about a verb that we don't have."""

from chatbot.commands.arguments import is_ticket
from chatbot.commands.hints import hint
from chatbot.commands.refusals import UnknownVerb
from chatbot.commands.registry import Table
from chatbot.desk.suggest import nearest
from chatbot.desk.wording import TYPE, clean, fit

SHORTEST_NEAR = 4
"""A verb of fewer letters is one edit from half of the language."""

SHOWN = 20


def unknown_verb(table: Table, verb: str, following: str) -> UnknownVerb:
    """`No verb acept. Did you mean: accept 12`. Of what followed, only a ticket's number is shown."""
    shown = fit(clean(verb), SHOWN)
    if not shown:
        return UnknownVerb(f"That is no verb. All of them: {TYPE}help all")
    meant = nearest(verb, known_verbs(table), edits=1 if len(verb) < 6 else 2)
    if meant is None:
        return UnknownVerb(f"No verb {shown}. All of them: {TYPE}help all")
    sentence = f"No verb {shown}. Did you mean: {TYPE}{instead(table, meant, following)}"
    return UnknownVerb(sentence, near=is_ticket(following) and _nearly(table, verb))


def instead(table: Table, verb: str, following: str) -> str:
    """A number is shown again where it is a ticket's; behind `identify` it may be a password."""
    found = table.names.get(verb)
    if is_ticket(following) and (found is None or found.parameters.ticket is not None):
        return f"{verb} {following.strip('#.,:;?!')}"
    return hint(table.names[verb], verb, {}) if verb in table.names else verb


def known_verbs(table: Table) -> list[str]:
    """All that may stand first in a line."""
    return list(dict.fromkeys([*(name for name in table.names if " " not in name), *table.groups]))


def _nearly(table: Table, verb: str) -> bool:
    return nearest(verb, (name for name in known_verbs(table) if len(name) >= SHORTEST_NEAR)) is not None
