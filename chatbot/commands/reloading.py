"""Reading the configuration again: reload."""

from collections.abc import Sequence

from chatbot.commands.context import Context
from chatbot.commands.pages import Answer
from chatbot.commands.registry import command
from chatbot.commands.say import packed
from chatbot.desk import reloading
from chatbot.desk.reloading import Reloaded

MOST = 20
"""Keys that one answer names of a sort."""


@command("reload", who="admins", example="reload")
async def reload(ctx: Context) -> Answer:
    """Read the configuration again: what may change while dibs runs changes, and links stay where they can."""
    await ctx.look(reloading.need_right)
    return Answer(tuple(in_words(await ctx.around.reload(ctx.caller))))


def in_words(found: Reloaded) -> list[str]:
    lines = [
        *_named("Reloaded: ", found.now),
        *_named("Connecting anew: ", found.anew),
        *_named("From the next connection on: ", found.later),
        *_named("Left alone, since role set changes a role that is there: ", found.kept),
        *_named("Needs a restart: ", found.restart),
    ]
    same = not (found.now or found.anew or found.later)
    return ["Nothing changed.", *lines] if same else lines


def _named(before: str, keys: Sequence[str]) -> list[str]:
    shown = [*keys[:MOST], *([f"{len(keys) - MOST} more"] if len(keys) > MOST else [])]
    return packed(before, [*shown[:-1], *[f"{last}." for last in shown[-1:]]])
