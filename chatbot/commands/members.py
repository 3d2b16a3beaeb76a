"""Who you are here."""

from chatbot.commands.arguments import Word
from chatbot.commands.context import Context
from chatbot.commands.logins import cannot_check
from chatbot.commands.quieting import in_short
from chatbot.commands.registry import command
from chatbot.commands.say import packed
from chatbot.commands.times import clock_of
from chatbot.desk import members
from chatbot.desk.claiming import claim_admin
from chatbot.desk.members import Self
from chatbot.desk.strength import Right
from chatbot.desk.wording import TYPE, fit
from chatbot.wire import Method

MOST_ROLES = 48
"""Characters."""

KEPT_HERE = "say to dibs alone identify or, once, register."

HOW: dict[Method, str] = {
    "relayed": "as a bridge says",
    "identified": "by your password here",
    "believed": "by your nick, which is believed here",
    "tracker": "by your login",
    "account-tag": "account-tag",
    "shell": "at the shell",
}

NEWCOMER: dict[str, Right | None] = {"new": "open", "list": None, "role join": "own", "help": None}
"""What somebody may do who changed nothing here yet."""
TO: dict[Right, str] = {"open": " tickets", "own": " tickets"}


@command("whoami", example="whoami")
async def whoami(ctx: Context) -> str:
    """Who dibs takes you for, and what is yours."""
    found = await ctx.look(members.whoami)
    gone_at = ctx.around.services(ctx.principal.network) if found.method == "none" else None
    if gone_at is not None:
        return cannot_check(gone_at, ctx.now, await clock_of(ctx))
    return (_known(found) + _others(ctx, found) if found.member else _unknown(ctx, found)) + _lacking(found)


def _known(found: Self) -> str:
    assert found.member is not None, "checked by the caller"
    admin = " Admin." if found.member.admin else ""
    quiet = f" {in_short(found.setting)}." if found.setting and in_short(found.setting) else ""
    who = f"You are {found.member.name} ({HOW[found.method]}). {fit(_roles(found), MOST_ROLES)}."
    return f"{who} {found.owned} yours.{admin}{quiet}"


def _others(ctx: Context, found: Self) -> str:
    """In lines of their own. At the shell everybody's accounts are other ones."""
    if not found.others or ctx.principal.method == "shell":
        return ""
    named = [str(address) for address in found.others]
    return "\n" + "\n".join([*packed("Yours, too: ", named), f"One isn't? {TYPE}member unlink {named[-1]}"])


def _roles(found: Self) -> str:
    """`ops; lead of net`, those that one leads behind the others."""
    others = ", ".join(role.name for role in found.roles if role.id not in found.leads)
    led = ", ".join(role.name for role in found.roles if role.id in found.leads)
    named = [one for one in (others, led and f"lead of {led}") if one]
    return "; ".join(named).replace("lead", "Lead", 0 if others else 1) or f"In no role yet: {TYPE}role list"


def _unknown(ctx: Context, found: Self) -> str:
    if found.method == "shell":
        return "You sit at the shell: you may do all that an admin may. To be a member: --as <member>"
    if found.method == "relayed":
        may = "list, show" if "open" in found.lacks else "new, list, show, and comment on what you opened"
        return f"You speak over a bridge. You may: {may}. To own tickets: be on IRC itself, logged in."
    if found.method != "none":
        may = [verb for verb, right in NEWCOMER.items() if right not in found.lacks]
        return f"You are logged in as {ctx.principal.account}, and new here. You may: {', '.join(may)}."
    may, then = ("list", "open or own") if "open" in found.lacks else ("new, list", "own")
    if ctx.kept:
        return f"You aren't logged in. You may: {may}, show, help. To {then} tickets, {KEPT_HERE}"
    return f"You aren't logged in. You may: {may}, show, help. To {then} tickets: log in to NickServ, then {TYPE}whoami"


def _lacking(found: Self) -> str:
    """A line of its own, for who is known, but not surely enough."""
    if not found.lacks or found.method in {"none", "relayed"}:
        return ""
    wants = ", ".join(f"{right}{TO.get(right, '')} (wants {least})" for right, least in found.lacks.items())
    return f"\nYou may not: {wants}."


@command("iam", usage="<code>", who="who reads the terminal where dibs runs", example="iam ABCD-2345")
async def iam(ctx: Context, code: Word) -> str:
    """Become an admin, by the code that dibs printed when it started. In private only."""
    made = await claim_admin(ctx.desk, ctx.caller, code)
    return f"You are {made.name}, and an admin now. Next: {TYPE}role list, {TYPE}role add ops <person>, {TYPE}help role"
