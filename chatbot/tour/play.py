"""Plays the story: says what is to be said, and gives what is to be printed as it comes."""

from collections.abc import AsyncIterator, Iterator, Sequence
from itertools import groupby

from msgspec.structs import replace

from chatbot.tour.lines import PRIVATE, Heading, Line, Omitted, Passed, Told, Typed
from chatbot.tour.stage import Stage
from chatbot.tour.story import CHANNEL, Act, Later, Say

SAID_WITHIN = 10.0
"""Seconds, for what the story waits for after each step."""

MOST_IN_A_ROW = 4


def cast(story: Sequence[Act]) -> list[str]:
    """Who speaks, in the order in which they do."""
    return list(dict.fromkeys(step.who for act in story for step in act.steps if isinstance(step, Say)))


async def play(stage: Stage, story: Sequence[Act]) -> AsyncIterator[Line]:
    """Raises `NotHeard` where dibs doesn't say what it should."""
    await stage.come_in(cast(story), CHANNEL)
    for number, act in enumerate(story, 1):
        yield Heading(number, len(story), act.title)
        for step in act.steps:
            async for line in _said(stage, step) if isinstance(step, Say) else _passed(stage, step):
                yield line
            stage.forget()


async def _said(stage: Stage, step: Say) -> AsyncIterator[Line]:
    yield Typed(step.who, step.where, step.texts[0])
    if more := len(step.texts) - 1:
        yield Omitted(more, "like it")
    target = stage.app.config.desk.nick if step.where == PRIVATE else step.where
    for count, text in enumerate(step.texts, 1):
        stage.guests[step.who].say(target, text)
        if count < len(step.texts):  # one after the other: what each brings about doesn't hang on who is faster
            await stage.is_answered(step.who, count, SAID_WITHIN)
            await stage.quiet()
    await stage.waits_for(step.hear, SAID_WITHIN)
    await stage.quiet()
    first = ["", step.who] if step.where == CHANNEL else [step.who, ""]
    for line in folded(in_order(stage.take(), [*first, *stage.guests])):
        yield line


async def _passed(stage: Stage, step: Later) -> AsyncIterator[Line]:
    """What falls due is told at its own moment."""
    since = stage.clock.now()
    async for moment in stage.pass_time(step.by):
        if told := stage.take():
            yield Passed(moment - since)
            since = moment
            for line in folded(in_order(told, ["", *stage.guests])):
                yield line
    if left := stage.clock.now() - since:
        yield Passed(left)
    await stage.waits_for(step.hear, SAID_WITHIN)


def in_order(heard: Sequence[Told], order: Sequence[str]) -> list[Told]:
    """By who heard it; what several read alike stands there once."""
    told = sorted(heard, key=lambda one: order.index(one.who))
    readers = [(one, [each.who for each in told if each.where == PRIVATE and each.text == one.text]) for one in told]
    joined = [replace(one, who=", ".join(names)) if one.where == PRIVATE else one for one, names in readers]
    return list(dict.fromkeys(joined))


def folded(lines: Sequence[Told]) -> Iterator[Line]:
    """Of many in a row to the same readers, the first and the last."""
    for _, group in groupby(lines, key=lambda told: (told.who, told.where)):
        some = list(group)
        if len(some) <= MOST_IN_A_ROW:
            yield from some
        else:
            yield from (some[0], Omitted(len(some) - 2, "like it"), some[-1])
