"""Views: queries under a name, for `list NAME`."""

from chatbot.commands.arguments import Rest, RoleName, Word
from chatbot.commands.context import Context
from chatbot.commands.pages import Answer
from chatbot.commands.registry import command
from chatbot.commands.say import packed
from chatbot.desk import saved
from chatbot.desk.saved import Kept
from chatbot.desk.wording import TYPE, clean


@command(
    "view save",
    usage="[@role] <name> <query>",
    who="anyone who is logged in; a role's, its leads and admins",
    example="view save late state:open touched:>2w",
    asks={"query": "What does it find?"},
)
async def view_save(ctx: Context, name: Word, query: Rest, *, role: RoleName | None = None) -> str:
    """Keep a query under a name, for yourself or for all of a role; list and the name finds by it."""
    kept = await ctx.change(saved.save, role, name, query)
    whose, of = (f"for {kept.role}", f"@{kept.role} ") if kept.role else ("for you", "")
    called = clean(kept.view.name)
    return f"View {called} is saved {whose}. To see what it finds: {TYPE}list {of}{called}"


@command("view list", who="anyone who is logged in", example="view list", pages=True)
async def view_list(ctx: Context) -> Answer:
    """Your views, and those of your roles."""
    found = await ctx.look(saved.list_views)
    lines = packed("Views: ", [_short(one) for one in found])
    return Answer(tuple(lines) or (f"No view yet. To make one: {TYPE}view save late touched:>2w",))


def _short(one: Kept) -> str:
    return f"{clean(one.view.name)} (@{one.role})" if one.role else clean(one.view.name)


@command("view show", usage="[@role] <name>", who="whose it is", example="view show late")
async def view_show(ctx: Context, name: Word, *, role: RoleName | None = None) -> str:
    """What a view says."""
    kept = await ctx.look(saved.show, role, name)
    return f"View {_short(kept)}: {clean(kept.view.query)}"


@command(
    "view delete",
    usage="[@role] <name>",
    who="whose it is; a role's, its leads and admins",
    example="view delete late",
)
async def view_delete(ctx: Context, name: Word, *, role: RoleName | None = None) -> str:
    """Delete a view; the tickets stay."""
    kept = await ctx.change(saved.delete, role, name)
    whose = f" of {kept.role}" if kept.role else ""
    return f"View {clean(kept.view.name)}{whose} is deleted. It said: {clean(kept.view.query)}"
