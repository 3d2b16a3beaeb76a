"""A matter of its own: split."""

import re
from collections.abc import Sequence

from chatbot.commands.arguments import NOTHING, Rest, TicketNumber
from chatbot.commands.context import Context
from chatbot.commands.pages import Answer
from chatbot.commands.refusals import Usage
from chatbot.commands.registry import command
from chatbot.commands.say import about
from chatbot.commands.words import SEPARATORS
from chatbot.desk import splitting
from chatbot.desk.splitting import Comment
from chatbot.desk.wording import TYPE, around, clean, fit

FIRST_WORDS = 40
"""Characters of a comment in a list to choose from."""
MOST = 30
"""Comments that are listed, the newest ones."""

_WHICH = re.compile(r"(?:comment )? *([0-9]{1,6}) +as +([^ \n].*)", re.IGNORECASE | re.DOTALL | re.ASCII)


@command(
    "split",
    usage="<ticket> [comment 5 as title]",
    who="owner, confirmed role members, admins",
    example="split 12 comment 1 as no toner either",
)
async def split(ctx: Context, number: TicketNumber, what: Rest = NOTHING) -> str | Answer:
    """Make a comment a ticket of its own, which follows this one; without its number, list them (in private)."""
    said = what.strip(SEPARATORS)
    if not said:
        found = await ctx.look(splitting.comments, number)
        return Answer((*(_comment(one, number) for one in found[-MOST:]), _how(found, number)))
    match = _WHICH.fullmatch(said)
    if match is None:
        raise Usage(f"Which comment, and as what? {TYPE}split {number} comment 1 as <title>")
    done = await ctx.change(splitting.split, number, int(match[1]), match[2])
    return about(done.opened, f"opened for {done.opened.role.name}, from #{number}", f". A slip? {TYPE}undo {number}")


def _how(found: Sequence[Comment], number: int) -> str:
    """With one that is there: by a split comment 1 goes, and the others keep their numbers."""
    if not found:
        return f"#{number} has no comment. What happened to it: {TYPE}history {number}"
    return f"#{number}: one of its own? {TYPE}split {number} comment {found[-1].number} as <title>"


def _comment(one: Comment, number: int) -> str:
    """`#12 comment 3, of bob: toner ordered`"""
    before = f"#{number} comment {one.number}, of {clean(one.event.actor)}: "
    return around(before, fit(clean(one.event.texts["text"]), FIRST_WORDS))
