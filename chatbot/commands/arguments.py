"""The table of argument types: a handler's annotation says how a word is read and what to ask when it is missing."""

import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Literal, NewType, TypeVar, get_args, get_origin

from msgspec import Struct

from chatbot.commands.amounts import (
    Label,
    Minutes,
    Part,
    Rate,
    is_part,
    label,
    label_span,
    length_span,
    minutes,
    part,
    rate,
)
from chatbot.commands.numbers import Tickets, span, ticket_numbers
from chatbot.commands.words import SEPARATORS, Titled, split_title
from chatbot.desk.bounds import USUAL
from chatbot.desk.durations import parse_duration
from chatbot.desk.periods import means_period
from chatbot.desk.priorities import PRIORITIES
from chatbot.desk.suggest import nearest
from chatbot.desk.wording import clean

TicketNumber = NewType("TicketNumber", int)
OneTicket = NewType("OneTicket", int)
"""One that may be left out where a time may follow: `later 1h`."""
BillNumber = NewType("BillNumber", int)
Word = NewType("Word", str)
Leading = NewType("Leading", str)
"""One that may be left out in front of the one that may not: `identify [account] <password>`."""
Secret = NewType("Secret", str)
"""Never shown again."""
Rest = NewType("Rest", str)
"""All remaining text, byte for byte."""
Phrase = NewType("Phrase", str)
"""As an option: a text that may be empty, `title=printer on fire`; the last such option takes the rest."""
NOTHING = Rest("")
"""The default of a text that may be missing."""
UNSAID = Titled("")
"""The default of a title that may be missing."""
Free = NewType("Free", bool)
"""The word `free`, or it isn't there."""
RoleName = NewType("RoleName", str)
"""Without its `@`. As a keyword-only parameter it is the leading `@role`."""
ChannelName = NewType("ChannelName", str)
Keep = NewType("Keep", timedelta)
"""How long something is kept; none at all is for good."""
Delay = NewType("Delay", timedelta)
"""A length of time, or none at all."""
Times = NewType("Times", int)
"""So many times, or none."""
LastLines = NewType("LastLines", int)
"""So many of a channel, `-15`."""
Priority = NewType("Priority", int)
"""1 (low) to 4 (urgent)."""


class PersonName(Struct, frozen=True):
    """A member's name or a nick. `exact`: written `=name`, so nothing is guessed."""

    name: str
    exact: bool = False

    def __str__(self) -> str:
        return f"={self.name}" if self.exact else self.name


Whose = NewType("Whose", PersonName)
"""Somebody, where what follows is no period; or `me`."""


class Argument(Struct, frozen=True):
    """`parse` raises ValueError with a sentence. `fits` decides whether an optional one is meant by a word at all."""

    parse: Callable[[str], object]
    asks: str = ""
    """Empty: it is asked for by the name that the usage gives it, `Which code?`"""
    fits: Callable[[str], bool] = bool
    whole: bool = False
    """Takes all remaining text."""
    echoed: bool = False
    """May be shown again in a sentence about what is still missing."""
    span: Callable[[str], str] | None = None
    """What of the remaining text it takes, where that isn't one word."""
    names_tickets: bool = False
    absent: object = None
    """What it is where it is left out, though more follows that may not be."""


FOR_GOOD = frozenset({"never", "none"})
ANSWERS = {"yes": True, "no": False, "on": True, "off": False, "true": True, "false": False}

_TICKET = re.compile(r"#?([0-9]{1,9})[.,:;?!]*", re.ASCII)
_SEVERAL = re.compile(r"#?[0-9]{1,9}[-,][-,#0-9]*", re.ASCII)
_MEANT_AS_TICKETS = re.compile(r"#[0-9].*|[0-9][-,#0-9]*[.,:;?!]*", re.ASCII | re.DOTALL)
_STARTS_LIKE_A_TICKET = re.compile(r"#?[0-9]", re.ASCII)
_TIMES = re.compile(r"[1-9][0-9]?", re.ASCII)
_CHANNEL = re.compile(r"(?:[A-Za-z][\w.-]*/)?[#&+][^\x00-\x20\x7f,\ufffd]+")
"""With its network before it, if it is named: `oftc/#ops`."""

ALIAS = re.compile(r"([a-z][a-z0-9_-]{0,19}):([^\s:/][^\s]{0,63})", re.ASCII)
"""What a ticket was called where it came from: `tkts:5`."""

T = TypeVar("T")


def is_ticket(word: str) -> bool:
    return _TICKET.fullmatch(word) is not None


def means_tickets(word: str) -> bool:
    """Whether it names tickets, well or badly; `3rd` doesn't."""
    return _MEANT_AS_TICKETS.fullmatch(word) is not None


def starts_like_a_ticket(word: str) -> bool:
    return _STARTS_LIKE_A_TICKET.match(word) is not None


def is_free(word: str) -> bool:
    return word.lower().rstrip(".") == "free"


def ticket_number(word: str) -> TicketNumber:
    match = _TICKET.fullmatch(word)
    if match is None and _SEVERAL.fullmatch(word):
        raise ValueError("One ticket at a time, please.")
    if match is None:
        raise ValueError("A ticket is a number of at most 9 digits.")
    return TicketNumber(int(match[1]))


def bill_number(word: str) -> BillNumber:
    match = _TICKET.fullmatch(word)
    if match is None:
        raise ValueError("A bill is a number of at most 9 digits.")
    return BillNumber(int(match[1]))


def role_name(word: str) -> RoleName:
    return RoleName(_name(word.removeprefix("@").rstrip(",:;"), "A role has a name, such as ops."))


def person_name(word: str) -> PersonName:
    name = word.removeprefix("@").rstrip(",:")
    return PersonName(_name(name.removeprefix("="), "A person has a name."), exact=name.startswith("="))


def whose_span(rest: str) -> str:
    """The next word, unless all of it is about a period."""
    return "" if means_period(rest) else next(iter(rest.split(maxsplit=1)), "")


def channel_name(word: str) -> ChannelName:
    if len(word) > USUAL.channel:
        raise ValueError(f"A channel has at most {USUAL.channel} characters, this one {len(word)}.")
    if not _CHANNEL.fullmatch(word):
        raise ValueError("A channel starts with # and has no comma, such as #ops.")
    return ChannelName(word)


def priority(word: str) -> Priority:
    return Priority(one_of(PRIORITIES, word))


def keep(word: str) -> Keep:
    return Keep(timedelta(0) if word.lower() in FOR_GOOD else parse_duration(word))


def delay(word: str) -> Delay:
    return Delay(keep(word))


def times(word: str) -> Times:
    if word.lower() in FOR_GOOD:
        return Times(0)
    if not _TIMES.fullmatch(word):
        raise ValueError("It is a number, such as 2, or none.")
    return Times(int(word))


def last_lines(word: str) -> LastLines:
    count = int(word.removeprefix("-"))
    if not 1 <= count <= USUAL.quoted:
        raise ValueError(f"The last lines are 1 to {USUAL.quoted}, not {count}.")
    return LastLines(count)


def yes_or_no(word: str) -> bool:
    folded = word.lower()
    if folded not in ANSWERS:
        raise ValueError("It can be yes or no.")
    return ANSWERS[folded]


def one_of(known: Mapping[str, T], word: str) -> T:
    folded = word.lower()
    if folded in known:
        return known[folded]
    *others, last = known
    if not others:
        raise ValueError(f"It can only be {last}.")
    near = nearest(folded, known)
    raise ValueError(f"It can be {', '.join(others)} or {last}." + (f" Did you mean {near}?" if near else ""))


def leading(rest: str) -> str:
    """The next word, if another follows it."""
    first, *others = rest.split(maxsplit=1)[:2] or [""]
    return first if others else ""


def free_text(text: str) -> Rest:
    return Rest(_something(text))


def title(text: str) -> Titled:
    titled = split_title(text)
    return Titled(_something(titled.title), titled.description)


def _something(text: str) -> str:
    if not text.strip(SEPARATORS):
        raise ValueError
    return text


def _name(name: str, sentence: str) -> str:
    """What is pasted may bring signs along that nobody sees."""
    name = clean(name)
    if not name:
        raise ValueError(sentence)
    if len(name) > USUAL.address:
        raise ValueError(f"A name has at most {USUAL.address} characters, this one {len(name)}.")
    return name


ARGUMENTS: Mapping[object, Argument] = {
    TicketNumber: Argument(ticket_number, "Which ticket?", starts_like_a_ticket, echoed=True, names_tickets=True),
    OneTicket: Argument(ticket_number, "Which ticket?", is_ticket, echoed=True, names_tickets=True),
    Tickets: Argument(
        ticket_numbers, "Which ticket?", starts_like_a_ticket, echoed=True, span=span, names_tickets=True
    ),
    BillNumber: Argument(bill_number, "Which bill?", echoed=True),
    Word: Argument(Word),
    Leading: Argument(Leading, span=leading, absent=Leading("")),
    Secret: Argument(Secret, "Which password?"),
    Rest: Argument(free_text, "What text?", whole=True),
    Phrase: Argument(Phrase, "What text?", whole=True),
    Free: Argument(lambda word: Free(is_free(word)), fits=is_free),
    Titled: Argument(title, "What is wrong?", whole=True),
    RoleName: Argument(role_name, "Which role?", echoed=True),
    PersonName: Argument(person_name, "Who?", echoed=True),
    Whose: Argument(lambda word: Whose(person_name(word)), "Whose?", span=whose_span),
    ChannelName: Argument(channel_name, "Which channel?"),
    Priority: Argument(priority, "Which priority?"),
    LastLines: Argument(last_lines, "How many lines?"),
    bool: Argument(yes_or_no, "Yes or no?"),
    Keep: Argument(keep, "How long?"),
    Delay: Argument(delay, "How long?"),
    Times: Argument(times, "How often?"),
    timedelta: Argument(parse_duration, "How long?", span=length_span),
    Minutes: Argument(minutes, "How long?", echoed=True, span=length_span),
    Part: Argument(part, "How long?", is_part, echoed=True, span=length_span),
    Label: Argument(label, span=label_span, echoed=True),
    Rate: Argument(rate, "Which rate?"),
}


def argument_for(annotation: object) -> Argument | None:
    """What reads that annotation. `Literal["free"]` is one of its words; None if nothing does."""
    if get_origin(annotation) is Literal:
        known: dict[str, str] = {word: word for word in get_args(annotation)}
        return Argument(lambda word: one_of(known, word.rstrip(".")))
    return ARGUMENTS.get(annotation)
