"""Logging in where a network has no services: register, identify, logout, passwd; and for admins, member password.

What is typed here is never kept, shown or logged; see also secrecy.py.
"""

from chatbot.commands.arguments import Leading, PersonName, Secret, Word
from chatbot.commands.context import Context
from chatbot.commands.registry import command
from chatbot.desk import passwords
from chatbot.desk.codes import new_code
from chatbot.desk.durations import format_duration
from chatbot.desk.proving import Prover, need_link
from chatbot.desk.refused import NotLoggedIn, Refused
from chatbot.desk.suggest import no_such
from chatbot.desk.wording import TYPE
from chatbot.wire import Channel

PRIVATE = "anyone, in private, where a network has no services"
HERE = Word("")
"""Where no network is named."""
LOGGED_IN = "who is logged in by identify"
UNTIL = f"until you quit, leave our last channel or say {TYPE}logout"


def _prover(ctx: Context) -> Prover:
    return Prover(ctx.desk, ctx.caller, need_link(ctx.caller, ctx.around.logins(ctx.principal.network), ctx.me))


@command("register", usage="[code] <password>", who=PRIVATE, example="register correct-horse")
async def register(ctx: Context, code: Leading, password: Secret) -> str:
    """Make your nick an account of yours; or set a new password, by the code that an admin got for you."""
    prover = _prover(ctx)
    if code:
        account = await prover.redeem(code, password)
        return f"You are {account}, by your new password; the old one is void. Logged in {UNTIL}"
    account = await prover.register(password)
    return f"You are {account}, {UNTIL}. Next time: {TYPE}identify {account} <password>"


@command("identify", "login", usage="[account] <password>", who=PRIVATE, example="identify bob correct-horse")
async def identify(ctx: Context, account: Leading, password: Secret) -> str:
    """Log in to your account here; without its name, to that of your nick."""
    shown = await _prover(ctx).identify(account or ctx.principal.nick, password)
    return f"You are {shown}, {UNTIL}."


@command("logout", who=LOGGED_IN, example="logout")
async def logout(ctx: Context) -> str:
    """End your login: until you identify again you are nobody here."""
    link = ctx.around.logins(ctx.principal.network)
    if link is None or not link.kept:
        raise Refused("dibs keeps no logins on this network: its services do.")
    if not link.log_out(ctx.principal):
        raise NotLoggedIn("log out", kept=True)
    return "You are logged out."


@command("passwd", usage="[old] <new>", who=LOGGED_IN, example="passwd correct-horse battery-staple")
async def passwd(ctx: Context, old: Leading, new: Secret) -> str:
    """Another password for your account. Without the old one only if that is void, since others have read it."""
    account = await _prover(ctx).change(old, new)
    return f"The password of {account} is the new one. Whoever else was logged in by the old one is logged out."


@command("member password", usage="<person> [network]", who="admins, in private", example="member password bob")
async def reset(ctx: Context, person: PersonName, network: Word = HERE) -> str:
    """Get a one-time code, by which somebody sets a new password where a network has no services."""
    if isinstance(ctx.audience, Channel):
        raise Refused("Others would read the code here. Say it in private.")
    code = new_code(passwords.GROUPS)
    found = await ctx.change(passwords.offer_code, ctx.person(person), _network(ctx, network), code)
    within = format_duration(ctx.desk.settings.bounds.password_code)
    return (
        f"A code for {found.name}, for nobody else to read. On {found.network}, to dibs alone, in {within}:\n"
        f"{TYPE}register {code} <new password>"
    )


def _network(ctx: Context, named: str) -> str:
    """The one that is named, where it is asked, or the only one."""
    kept = sorted(ctx.desk.settings.passwords)
    if not kept:
        raise Refused("dibs keeps no passwords: on each of its networks people log in to services, or need not at all.")
    if named and named not in kept:
        raise Refused(no_such("network without services", named, kept))
    if not named and ctx.principal.network not in kept and len(kept) > 1:
        raise Refused(f"On which network? {TYPE}member password <person> {kept[0]}")
    return named or (ctx.principal.network if ctx.principal.network in kept else kept[0])
