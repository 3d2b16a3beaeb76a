"""Whatever reads what people type is done with hostile text within the budget: every type of argument, every option,
every function that takes a text. Lengths are capped before anything slow looks at them."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from types import ModuleType
from zoneinfo import ZoneInfo

import pytest

import chatbot.commands
import chatbot.desk
from chatbot.commands.arguments import ARGUMENTS
from chatbot.commands.parse import LONGEST, parse
from chatbot.commands.refusals import Usage
from chatbot.commands.registry import Command
from chatbot.desk.moments import MAX_CHARACTERS, parse_moment, split_moment, warm
from chatbot.desk.refused import Refused
from chatbot.desk.words import need_name
from chatbot.irc.lines import parse as parse_line
from chatbot.irc.outgoing import is_target
from chatbot.irc.replying import ticket_of
from tests.people import START
from tests.threats.test_slow_patterns import BUDGET, HOSTILE, TABLE, best_of_three

BERLIN = ZoneInfo("Europe/Berlin")

MORE: Mapping[str, str] = {
    **HOSTILE,
    "one word": "W" * LONGEST,
    "commas": "," * LONGEST,
    "ranges": "1-20," * (LONGEST // 5),
    "equals": "=" * LONGEST,
    "letters and equals": "a=" * (LONGEST // 2),
    "lengths": "1h" * (LONGEST // 2),
    "hours": "22-8 " * (LONGEST // 5),
    "slashes": "Europe/" * (LONGEST // 7),
    "dots": "../" * (LONGEST // 3),
    "signs of a search": '"(*^' * (LONGEST // 4),
    "or": "OR " * (LONGEST // 3),
    "percents": "%_" * (LONGEST // 2),
    "joiners": "\U0001f469\u200d" * (LONGEST // 7),
    "no-break spaces": "\u00a0" * (LONGEST // 2),
    "no letters": "\udcff" * (LONGEST // 3),
}

TIMES = {
    "numbers": "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15",
    "months": "jan feb mar apr may jun jul aug sep oct",
    "days": "mon tue wed thu fri sat sun mon tue wed",
    "slashes": "1/1/1/1/1/1/1/1/1/1/1/1/1/1/1/1/1/1/1/1",
    "colons": "1:1:1:1:1:1:1:1:1:1:1:1:1:1:1:1:1:1:1:1",
    "lengths": "1w1d1h1m1s1w1d1h1m1s1w1d1h1m1s1w1d1h1m1s",
    "units apart": "1 w 1 d 1 h 1 m 1 s 1 w 1 d 1 h 1 m 1 s",
    "small words": "in a in a in a in a in a in a in a in a",
    "nested": "until until until until until until unti",
    "the day after": "the day after the day after the day aft",
    "nearly": "2027-04-03t10:00:00.000000+01:00 Europe",
    "zones": "9:00 est 9:00 cet 9:00 gmt 9:00 pst 9:00",
    "words": "a b c d e f g h i j k l m n o p q r s t",
    "foreign digits": "\u0661/\u0662 \u0663:\u0664 \u0665\u0666\u0667\u0668",
    "quarters": "3/4 3/4 3/4 3/4 3/4 3/4 3/4 3/4 3/4 3/4",
}
"""As long as a time may be, since what is longer isn't read at all."""


def readers(package: ModuleType) -> Iterator[tuple[str, Callable[[str], object]]]:
    """Its public functions that take one text and nothing else that they need."""
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        module = importlib.import_module(found.name)
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__ and not name.startswith("_") and takes_a_text(function):
                yield f"{module.__name__.removeprefix('chatbot.')}.{name}", function


def takes_a_text(function: Callable[..., object]) -> bool:
    wanted = list(inspect.signature(function, eval_str=True).parameters.values())
    needed = [one for one in wanted if one.default is one.empty and one.kind is not one.VAR_POSITIONAL]
    return len(needed) == 1 and needed[0].annotation is str and not inspect.iscoroutinefunction(function)


READERS = {
    **dict(pair for package in (chatbot.commands, chatbot.desk) for pair in readers(package)),
    "irc.replying.ticket_of": ticket_of,
    "irc.outgoing.is_target": is_target,
}


def seconds(work: Callable[[], object]) -> float:
    def refused_at_most() -> None:
        with suppress(Usage, Refused, ValueError):
            work()

    return best_of_three(refused_at_most)


def each_argument() -> Iterator[tuple[str, Callable[[str], object]]]:
    for kind, argument in ARGUMENTS.items():
        name = getattr(kind, "__name__", str(kind))
        yield f"{name} fits", argument.fits
        yield f"{name} parse", argument.parse
        if argument.span:
            yield f"{name} span", argument.span


def options(command: Command) -> Iterator[str]:
    """`role set ops every=`: what stands in front of an option's value."""
    example = command.declared.example.split(" ")
    before = [command.name, *example[command.name.count(" ") + 1 :][: len(command.parameters.words)]]
    for parameter in command.parameters.options.values():
        yield f"{' '.join(before)} {parameter.shown}"
        yield f"{command.name} {parameter.shown}"


@pytest.mark.parametrize("reads", [pytest.param(reads, id=name) for name, reads in each_argument()])
def test_every_type_of_argument_is_read_within_the_budget(reads: Callable[[str], object]) -> None:
    assert [name for name, text in MORE.items() if seconds(lambda text=text: reads(text)) >= BUDGET] == []


@pytest.mark.parametrize("name", READERS)
def test_every_function_that_takes_a_text_is_done_within_the_budget(name: str) -> None:
    reads = READERS[name]
    assert [kind for kind, text in MORE.items() if seconds(lambda text=text: reads(text)) >= BUDGET] == []


def test_the_readers_that_matter_are_among_them() -> None:
    wanted = {
        "desk.durations.parse_duration",
        "commands.words.split_title",
        "commands.numbers.span",
        "desk.wording.clean",
    }
    assert wanted <= set(READERS)


@pytest.mark.parametrize("command", TABLE.commands, ids=lambda command: command.name)
def test_every_verb_and_option_is_parsed_within_the_budget(command: Command) -> None:
    for before in (f"{command.name} ", *options(command)):
        for name, text in MORE.items():
            line = f"{before}{text}".encode(errors="replace")[:LONGEST].decode(errors="ignore")
            assert seconds(lambda line=line: parse(TABLE, line, private=True)) < BUDGET, (before, name)


@pytest.mark.parametrize("name", TIMES)
def test_times_are_read_within_the_budget(name: str) -> None:
    warm()
    text = TIMES[name]
    assert len(text) <= MAX_CHARACTERS
    assert seconds(lambda: parse_moment(text, START, BERLIN)) < BUDGET
    assert seconds(lambda: split_moment(text, START, BERLIN)) < BUDGET
    assert seconds(lambda: split_moment(f"{text} waiting for toner", START, BERLIN)) < BUDGET


@pytest.mark.parametrize("name", MORE)
def test_what_is_too_long_for_a_time_or_a_name_is_not_looked_at(name: str) -> None:
    warm()
    text = MORE[name]
    assert seconds(lambda: parse_moment(text, START, BERLIN)) < BUDGET
    assert seconds(lambda: split_moment(text, START, BERLIN)) < BUDGET
    assert seconds(lambda: need_name(text, "role", 30)) < BUDGET
    assert seconds(lambda: parse_line(text.encode(errors="replace"))) < BUDGET
