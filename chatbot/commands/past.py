"""Events as people read them: a table from the kind of event to a few words in the past tense."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from chatbot.desk.durations import format_duration
from chatbot.desk.related import LABELS
from chatbot.desk.when import when
from chatbot.desk.wording import clean, fit
from chatbot.desk.working import hours
from store.records import Event
from store.times import from_text

Names = Mapping[int, str]

LONGEST_TEXT, LONGEST_KEY = 60, 20
"""Characters of what somebody wrote, in a history, and of what something is called elsewhere."""


def _who(names: Names, event: Event, key: str) -> str:
    found = event.data.get(key)
    return names.get(found, "somebody") if isinstance(found, int) else "somebody"


def _seconds(event: Event, key: str) -> str:
    return format_duration(timedelta(seconds=int(event.data.get(key) or 0)))


def _linked(event: Event) -> str:
    """`: blocks #34`; without the other one where that may not be read."""
    label = LABELS[str(event.data["relation"]), bool(event.data.get("back"))]
    return f": {label} #{event.data['other']}" if event.data.get("other") else ", to or from a private one"


def _other(event: Event) -> str:
    return f"#{event.data['other']}" if event.data.get("other") else "a private one"


def _elsewhere(event: Event) -> str:
    """Cut like all that is written: `show` has the whole."""
    address = event.texts.get("link", "")
    return f"linked it to {fit(clean(address), LONGEST_TEXT)}" if address else "linked it to elsewhere"


def _told_in(event: Event) -> str:
    return f" (#{event.data['error']})" if event.data.get("error") else ""


def _arrived(event: Event) -> str:
    """`imported it (tkts:5)`"""
    key = clean(event.texts.get("key", ""))
    return f"imported it ({event.data.get('label')}{f':{fit(key, LONGEST_KEY)}' if key else ''})"


PASSED_ON = {"declined": "all passed", "empty": "nobody to ask", "absent": "nobody was here"}


def _untaken(event: Event) -> str:
    """`nobody took it in 15m, leads asked`"""
    said = PASSED_ON.get(str(event.data.get("why"))) or f"nobody took it in {_seconds(event, 'lifetime')}"
    return f"{said}, {event.data['next']} asked" if event.data.get("next") else said


WORDS: Mapping[str, Callable[[Event, Names], str]] = {
    "ticket_opened": lambda _event, _names: "opened",
    "ticket_arrived": lambda event, _names: _arrived(event),
    "ticket_accepted": lambda _event, _names: "took",
    "ticket_declined": lambda _event, _names: "passed",
    "ticket_released": lambda _event, _names: "gave back",
    "ticket_described": lambda _event, _names: "described it",
    "ticket_commented": lambda _event, _names: "said",
    "time_logged": lambda event, _names: f"logged {hours(int(event.data.get('minutes') or 0))}",
    "timer_started": lambda _event, _names: "began to work on it",
    "timer_dropped": lambda event, _names: f"threw {_seconds(event, 'ran')} of work away",
    "timer_ended": lambda event, names: (
        f"{_who(names, event, 'person')}'s timer ended unlogged, {_seconds(event, 'ran')}"
    ),
    "ticket_closed": lambda event, _names: f"closed ({event.data.get('resolution')})",
    "ticket_reopened": lambda _event, _names: "reopened",
    "ticket_edited": lambda event, _names: f"changed {event.data.get('what')}",
    "ticket_moved": lambda event, _names: f"moved it to {event.data.get('role')}",
    "ticket_advanced": lambda event, _names: f"made it {event.data.get('name')}",
    "ticket_stolen": lambda event, names: f"took it from {_who(names, event, 'was')}",
    "text_redacted": lambda event, _names: f"erased text {event.data.get('entry')}",
    "change_undone": lambda event, _names: f"undid {event.data.get('verb')}",
    "ticket_held": lambda event, _names: f"held till {when(from_text(event.data['until']))}",
    "ticket_urgent": lambda _event, _names: "called it urgent",
    "ticket_asked": lambda _event, _names: "asked its reporter",
    "ticket_answered": lambda _event, _names: "answered",
    "ticket_resumed": lambda _event, _names: "resumed",
    "ticket_woke": lambda _event, _names: "back from hold",
    "ticket_withdrawn": lambda _event, _names: "withdrew it",
    "ticket_archived": lambda _event, _names: "archived",
    "ticket_erased": lambda _event, _names: "its texts were erased",
    "ticket_repeated": lambda event, _names: f"said it again, x{event.data.get('times')}" if event.texts else "",
    "ticket_timed_out": lambda event, _names: _untaken(event),
    "ticket_overstayed": lambda event, _names: f"{event.data.get('name')} for {_seconds(event, 'lasted')}",
    "ticket_linked": lambda event, _names: f"linked it{_linked(event)}",
    "ticket_unlinked": lambda event, _names: f"unlinked it{_linked(event)}",
    "ticket_merged": lambda event, _names: f"merged it into {_other(event)}",
    "ticket_split": lambda event, _names: f"split off {_other(event)}",
    "ticket_absorbed": lambda event, _names: f"merged {_other(event)} into it",
    "ticket_parted": lambda event, _names: f"took {_other(event)} out of it again",
    "comment_moved": lambda event, _names: f"said in {_other(event)}" if event.texts else "",
    "weblink_added": lambda event, _names: _elsewhere(event),
    "weblink_removed": lambda _event, _names: "unlinked it from elsewhere",
    "member_told": lambda event, names: f"told {_who(names, event, 'person')}",
    "service_stuck": lambda event, _names: f"is stuck{_told_in(event)}",
    "service_went_on": lambda _event, _names: "got on with it",
    "assignment_offered": lambda event, names: f"asked {_who(names, event, 'person')}",
    "assignment_declined": lambda event, names: f"told {_who(names, event, 'asker')} no",
    "assignment_timed_out": lambda event, names: f"{_who(names, event, 'person')} didn't answer",
}
"""Events that aren't here (repeats, notices) are for `delivery`, not for a ticket's history."""

LAST = {"ticket_accepted": "took it", "ticket_released": "gave it back", "ticket_reopened": "reopened it"}
"""Where a phrase stands alone, and not in a row of others."""

NOBODYS = frozenset(
    {
        "ticket_timed_out",
        "ticket_overstayed",
        "assignment_timed_out",
        "ticket_woke",
        "ticket_archived",
        "ticket_erased",
        "timer_ended",
    }
)
"""Done by time, so nobody is named."""


def word(event: Event, names: Names) -> str:
    make = WORDS.get(event.kind)
    return make(event, names) if make else ""


def last_word(event: Event, names: Names) -> str:
    """`bob took it`"""
    return f"{clean(event.actor)} {LAST.get(event.kind) or word(event, names)}"


def phrase(event: Event, names: Names) -> str:
    """`alice opened`, `bob said: toner ordered`; empty for what people needn't read."""
    said = word(event, names)
    if not said:
        return ""
    who = "" if event.kind in NOBODYS else f"{clean(event.actor)} "
    text = event.texts.get("text") or event.texts.get("why") or ""
    return f"{who}{said}" + (f": {fit(clean(text), LONGEST_TEXT)}" if text else "")


def stamp(at: datetime, day: str, now: datetime | None = None) -> tuple[str, str]:
    """`Fri 20 Nov 09:58` for the first of a day, `10:01` for the others; and the day, for the next. With its year,
    where it is another than that of `now`."""
    today = f"{at:%a} {at.day} {at:%b}" + (f" {at.year}" if now and at.year != now.year else "")
    return (f"{at:%H:%M}" if today == day else f"{today} {at:%H:%M}"), today
