"""`dibs new` and `dibs edit 5` without text: the form is filled in by an editor, and then said as in one line."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path

from chatbot.cli.console import REFUSED, fail
from chatbot.cli.terminal import forms
from chatbot.cli.terminal.asking import Said, Session, in_session
from chatbot.cli.terminal.calls import Given, call_of
from chatbot.cli.terminal.editor import edited, kept_in, throw_away
from chatbot.cli.terminal.forms import CLIENT, PRIORITY, PRIVATE, PROJECT, ROLE, TITLE, TYPE, Field
from chatbot.cli.terminal.rows import table_of
from chatbot.cli.terminal.who import User
from chatbot.commands.arguments import ticket_number
from chatbot.commands.parse import Call
from chatbot.commands.refusals import Usage
from chatbot.commands.words import Titled
from chatbot.config import Config
from chatbot.desk import editing
from chatbot.desk.act import Act
from chatbot.desk.labels import NOBODY
from chatbot.desk.refused import Refused
from store.failures import StoreFailed

NEW = (TITLE, ROLE, TYPE, PRIORITY, PRIVATE, CLIENT, PROJECT)
EDIT = (TITLE, PRIORITY, CLIENT, PROJECT)

UNCHANGED = "Nothing was filled in, so nothing changed."


def by_form(config: Config, who: User, verb: str, words: Sequence[str], given: Given) -> Said:
    """Raises as one line would, with a note where what was written is kept; typer.Exit where nothing was filled in."""
    return _new(config, who, given) if verb == "new" else _edit(config, who, words[0])


def _new(config: Config, who: User, given: Given) -> Said:
    async def may(_session: Session) -> None:
        """Whoever they are, and whether there is a desk, is known before somebody writes."""

    in_session(config, who, may)
    before = {one.name: _as_filled(given.get(one.name)) for one in NEW if one is not TITLE}
    after, place = _filled("A new ticket.", NEW, before, "new")

    async def say(session: Session) -> Said:
        if not after["title"]:
            raise Refused("It has no title, so nothing was opened.")
        table = table_of("new")
        call = call_of(table, "new", [], {**given, **dict.fromkeys((one.name for one in NEW), None)})
        call.arguments["what"] = Titled(after["title"], after["description"])
        _put(call, {one.name: after[one.name] for one in NEW if one is not TITLE})
        return await session.ask(table, call)

    return _kept_if_refused(config, who, say, place)


def _edit(config: Config, who: User, word: str) -> Said:
    table = table_of("edit")
    number = ticket_number(word)
    before = in_session(config, who, lambda session: _as_it_stands(session, number))
    about = f"Ticket {number}."
    after, place = _filled(about, EDIT, before, "edit")
    stood = forms.read(forms.as_text(about, EDIT, before), EDIT)
    changed = {name: value for name, value in after.items() if value != stood[name]}

    async def unchanged(act: Act) -> None:
        await editing.need_as_it_was(act, number, before, changed)

    async def say(session: Session) -> Said:
        call = call_of(table, "edit", [word], {})
        _put(call, {"priority": changed.get("priority", ""), **_account(changed, after)})
        call.arguments.update({name: changed[name] for name in ("title", "description") if name in changed})
        return await session.ask(table, call, unchanged)

    return _kept_if_refused(config, who, say, place)


def _account(changed: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    """As the form has it: with another client the project that still stands there is meant as one of theirs."""
    names = ("client", "project") if "client" in changed else ("project",) if "project" in changed else ()
    return {name: after[name] or NOBODY for name in names}


async def _as_it_stands(session: Session, number: int) -> Mapping[str, str]:
    """For who may change it; else Refused, before they have written anything."""
    return await session.desk.look(session.caller("edit", number), editing.standing, number)


def _as_filled(value: str | bool | None) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else value or ""


def _filled(about: str, fields: Sequence[Field], before: Mapping[str, str], verb: str) -> tuple[dict[str, str], Path]:
    """What is in it by now, all of it. Raises typer.Exit where that is nothing new."""
    text = forms.as_text(about, fields, before)
    after, place = edited(text, verb)
    try:
        found = forms.read(after, fields)
    except Usage as wrong:
        wrong.add_note(kept_in(place))
        raise
    old = forms.read(text, fields)
    whole = {**dict.fromkeys(old, ""), **found}
    if whole == old or not any(whole[name] for name in ("title", "description")):
        throw_away(place)
        raise fail(UNCHANGED, REFUSED)
    return whole, place


def _put(call: Call, filled: Mapping[str, str]) -> None:
    """As the table reads it. Raises Usage."""
    for one in call.command.parameters.options.values():
        if text := filled.get(one.name):
            try:
                call.arguments[one.name] = one.argument.parse(text)
            except ValueError as error:
                raise Usage(f"Not a {one.name.rstrip('_')}. {error}") from None


def _kept_if_refused(config: Config, who: User, say: Callable[[Session], Awaitable[Said]], place: Path) -> Said:
    try:
        said = in_session(config, who, say)
    except (Usage, Refused, StoreFailed) as no:
        no.add_note(kept_in(place))
        raise
    throw_away(place)
    return said
