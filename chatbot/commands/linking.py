"""Several accounts of one person, on several networks."""

from chatbot.commands.arguments import NOTHING, Rest, Word
from chatbot.commands.context import Context
from chatbot.commands.pages import Answer
from chatbot.commands.registry import command
from chatbot.commands.say import packed
from chatbot.desk import linking, unlinking
from chatbot.desk.durations import format_duration
from chatbot.desk.linkcodes import LIVES
from chatbot.desk.linking import Asked
from chatbot.desk.merging import Linked
from chatbot.desk.wording import TYPE, clean


@command(
    "member link",
    usage="<account@network> [code]",
    who="anyone who is logged in, in private",
    example="member link bob_@oftc",
)
async def link(ctx: Context, account: Word, code: Rest = NOTHING) -> Answer:
    """Say that an account on another network is yours, too; and there, with the code that you get, that this one is."""
    said = code.strip(" .")
    if said:
        return Answer(tuple(_linked(await linking.answer(ctx.desk, ctx.caller, account, said))))
    return Answer(_asked(await linking.ask(ctx.desk, ctx.caller, account)))


def _asked(asked: Asked) -> tuple[str, ...]:
    within = format_duration(LIVES)
    return (
        f"On {clean(asked.to.network)}, logged in as {asked.to.shown}, say to dibs in private within {within}:",
        f"{TYPE}{linking.VERB} {asked.of} {asked.code}",
        "Both are one person then: each has the rights, the roles and the tickets of both.",
    )


def _linked(done: Linked) -> list[str]:
    lines = packed("Linked: ", [str(address) for address in done.addresses])
    return [*lines, f"All of it is {clean(done.member.name)} here from now on. See: {TYPE}whoami, {TYPE}mine"]


@command(
    "member unlink",
    usage="<account@network>",
    who="its owner, or admins, in private",
    example="member unlink bob@oftc",
)
async def unlink(ctx: Context, account: Word) -> str:
    """Say that an account is yours no more; what was done by it stays yours. Whoever uses it is new here."""
    member, address = await ctx.change(unlinking.unlink, account)
    return f"Unlinked from {clean(member.name)}: {address}. What was done by it stays theirs. Now it is nobody's."
