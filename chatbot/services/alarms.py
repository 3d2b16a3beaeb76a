"""dibs's own plugin: tells somebody who can act when something could not be said or done. Loaded always."""

from collections.abc import Iterator

from chatbot.plugin import Admins, Event, Notice, Role, fit, on

REASONS = {
    "gone": "they have left",
    "unknown": "nobody knows their address",
    "late": "they weren't seen for 7 days",
}


SHUT = {
    "403": "there is none",
    "405": "it is in too many",
    "471": "it is full",
    "473": "it is for the invited",
    "474": "it bans dibs",
    "475": "it wants a key (channel_keys)",
    "476": "there is none of that name",
    "477": "it wants a login (account)",
    "479": "there is none of that name",
    "489": "it is for TLS alone",
}


@on("channel_shut")
def channel_shut(event: Event) -> Iterator[Notice]:
    """Whatever a role's channel should read, nobody reads there meanwhile."""
    numeric = str(event.data.get("numeric"))
    channel, network = event.data.get("channel"), event.data.get("channel_network")
    why = SHUT.get(numeric, "the server says no")
    yield Notice(to=Admins(), text=f"dibs can't join {channel} on {network}: {why}, {numeric}.")


@on("plugin_failed")
def plugin_failed(event: Event) -> Iterator[Notice]:
    plugin, at = event.data.get("plugin"), event.number("event")
    yield Notice(
        to=Admins(), text=f"plugin {plugin} failed at event {at} ({event.data.get('error')}); it goes on behind it."
    )


@on("service_stuck")
def service_stuck(event: Event) -> Iterator[Notice]:
    """Where no ticket could be opened for it."""
    if not event.number("error"):
        name, number = fit(str(event.data.get("service")), 60), event.ticket_id
        yield Notice(to=Admins(), text=f"#{number}: {name} can do nothing more about it. history {number}")


@on("command_failed")
def command_failed(event: Event) -> Iterator[Notice]:
    verb, error = event.data.get("verb"), event.data.get("error")
    yield Notice(
        to=Admins(), text=f"dibs failed at {verb} ({error}) for {event.actor}; the log of that minute says where."
    )


@on("member_slept")
def slept(event: Event) -> Iterator[Notice]:
    name = event.data.get("person_name")
    yield Notice(to=Admins(), text=f"dibs let the rights of {name} sleep: not seen for 60 days. member restore {name}")


@on("password_voided")
def voided(event: Event) -> Iterator[Notice]:
    """Whoever it is can't log in any more, until an admin helps."""
    name, what = event.data.get("person_name"), event.data.get("what")
    said = f"dibs voided the {what} of {name}, said in a channel. A new one: member password {name}"
    yield Notice(to=Admins(), text=said)


@on("password_guessed")
def guessed(event: Event) -> Iterator[Notice]:
    name = event.data.get("person_name")
    yield Notice(to=Admins(), text=f"dibs heard many wrong passwords for the account of {name} within an hour.")


LETS_IN = {"+g": "/accept dibs, then /msg dibs hi", "+R": "drop +R, then /msg dibs hi"}
"""What somebody does about a mode of theirs that keeps us out; what waits is said at their next word."""


@on("person_blocked")
def blocked(event: Event) -> Iterator[Notice]:
    """Where they are seen, since what is theirs can't be said to them in private."""
    name, mode = event.data.get("person_name") or "somebody", str(event.data.get("mode"))
    about = f"#{event.ticket_id}: " if event.ticket else "dibs: "
    to = Role(event.role) if event.role else Admins()
    yield Notice(to=to, text=f"{about}{name} can't be reached in private ({mode}). {name}: {LETS_IN.get(mode, mode)}")


@on("notice_undelivered")
def undelivered(event: Event) -> Iterator[Notice]:
    """Somebody was to be told of a ticket and wasn't: its role hears, or the admins where its channel is shut."""
    if event.data.get("plugin") == "alarms":
        return  # an alarm about an alarm would never end
    reason = str(event.data.get("reason"))
    why = REASONS.get(reason, reason)
    if event.data.get("target") == "channel" or not event.role:
        yield Notice(to=Admins(), text=f"dibs could not say what it should about #{event.ticket_id}: {why}.")
    else:
        yield Notice(to=Role(event.role), text=f"#{event.ticket_id}: somebody could not be told how it goes: {why}.")
