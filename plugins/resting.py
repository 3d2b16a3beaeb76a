"""Tells who it concerns that a ticket rests, and that it is back: in private, never aloud (VOICE, noise 6)."""

from collections.abc import Iterator
from datetime import datetime

from chatbot.plugin import LINE, TYPE, Event, Notice, Person, Reporter, about, clean, fit, line, on, when

FOR_REASON = 36
"""Characters that a title leaves to the reason, where there is one."""


@on("ticket_held")
def held(event: Event) -> Iterator[Notice]:
    """An owner hears it where another did it."""
    done = f"{event.actor} holds it till {when(datetime.fromisoformat(str(event.data.get('until'))))}"
    text = _because(event, done)
    yield Notice(to=Reporter(), text=text)
    if owner := event.number("owner"):
        yield Notice(to=Person(owner), text=text)


@on("ticket_resumed")
def resumed(event: Event) -> Iterator[Notice]:
    yield Notice(to=Reporter(), text=about(event, f": off hold, {event.actor} resumed it."))
    if owner := event.number("owner"):
        yield Notice(to=Person(owner), text=about(event, f": {event.actor} resumed it. Still yours."))


@on("ticket_woke")
def woke(event: Event) -> Iterator[Notice]:
    """The reason stands there, as its owner may have forgotten what it waited for."""
    number = event.ticket_id
    why = (event.texts.get("why") or event.texts.get("text") or "").rstrip(" .")
    after = f" ({fit(clean(why), 40)}). Still yours." if why else ". Still yours."
    text = line(f"#{number} is back from hold", event.title, after)
    yield Notice(to=Person(event.number("owner")), text=text, joined="Back from hold", brief=about(event, ""))


@on("ticket_asked")
def asked(event: Event) -> Iterator[Notice]:
    question = _question(event)
    before = f"#{event.ticket_id} {event.actor} asks"
    after = _how(event, " Your next line here answers.")
    text = line(before, question, after) if question else f"{before} something. show {event.ticket_id}"
    yield Notice(to=Reporter(), text=text)
    if owner := event.number("owner"):
        yield Notice(to=Person(owner), text=about(event, f": {event.actor} asked its reporter; it waits."))


def _how(event: Event, usual: str) -> str:
    """Over a bridge lines go to everybody, so an answer must say what it answers."""
    bridged = event.ticket is not None and event.ticket.bridged
    return f" Answer: {TYPE}re {event.ticket_id} <text>" if bridged else usual


def _question(event: Event) -> str:
    asked = event.texts.get("text", "").rstrip(" ")
    return asked if not asked or asked.endswith(("?", "!", ".")) else f"{asked}."


@on("ticket_asked_again")
def asked_again(event: Event) -> Iterator[Notice]:
    question = _question(event)
    before = f"#{event.ticket_id} waits for your answer"
    after = _how(event, " Your next line here is it.")
    yield Notice(to=Reporter(), text=line(before, question, after) if question else f"{before}.{after}")


@on("ticket_answered")
def answered(event: Event) -> Iterator[Notice]:
    said = event.texts.get("text", "")
    before = f"#{event.ticket_id} {event.actor} answered"
    text = line(before, said) if said else f"{before}. show {event.ticket_id}"
    if owner := event.number("owner"):
        yield Notice(to=Person(owner), text=text)


def _because(event: Event, done: str) -> str:
    """The title gives way to the reason, which is the news."""
    why = event.texts.get("why", "").rstrip(" .")
    if not why:
        return about(event, f": {done}.")
    room = LINE - FOR_REASON - len(f"#{event.ticket_id} : {done}")
    return line(f"#{event.ticket_id} {fit(clean(event.title), max(8, room))}: {done}", why, ".")
