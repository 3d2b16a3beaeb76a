"""`member link`: an account on another network becomes the same person's. Both of them must want it.

The one names the other and is given a code in private; the other names the one and says the code in private. So each
has said whom it will be one with, and the code shows that the same person sits at both. Codes live outside the
database, so they are taken around the change.
"""

from msgspec import Struct

from chatbot.desk import checks, identity, merging
from chatbot.desk.act import Act, Caller
from chatbot.desk.addresses import BELIEVED, Address, address_of, need_address
from chatbot.desk.desk import Desk
from chatbot.desk.merging import Linked
from chatbot.desk.refused import NoRight, NotLoggedIn, Refused
from chatbot.desk.wording import TYPE
from chatbot.wire import Audience, Channel
from store import members
from store.records import Member

VERB = "member link"
ALOUD = "Accounts are linked in private alone: others would read the code. Nothing changed."
READ_ALOUD = "That code was read by this channel, so it is void. Ask for another one in private, by member link."
OLDER = f"Is it older than 15 minutes? There, anew: {TYPE}{VERB} "


class Asked(Struct, frozen=True):
    """`code`: what is to be said by `to`, which names `of` with it."""

    of: Address
    to: Address
    code: str


def need_linkable(desk: Desk, caller: Caller) -> None:
    """Only what a network, or dibs's own password, vouches for; and never where nicks are believed (THREATS)."""
    if isinstance(caller.audience, Channel):
        raise Refused(ALOUD)
    method = caller.principal.method
    if method == "shell":
        raise Refused("Nobody is logged in to a network at the shell. Say it on IRC, in private, as yourself.")
    if method == "believed":
        raise Refused(BELIEVED)
    if method not in identity.KIND:
        raise NotLoggedIn("link another account", kept=caller.principal.network in desk.settings.passwords)


async def ask(desk: Desk, caller: Caller, wanted: str) -> Asked:
    """The first of the two: which other account is theirs. Whoever is new is a member by it."""
    need_linkable(desk, caller)
    to = need_address(wanted, VERB, desk.settings.networks)
    member = await desk.change(caller, may_ask, to)
    of = address_of(caller.principal)
    return Asked(of, to, desk.links.ask(member.id, of, to, desk.clock.now()))


async def may_ask(act: Act, to: Address) -> Member:
    member = checks.need_member(act, "link another account")
    mine = await members.list_identities(act.tx, member.id)
    if to.id in {(one.network, one.value) for one in mine}:
        raise Refused(f"Yours already: {to.short}. All of yours: {TYPE}whoami")
    merging.need_few(act, len(mine) + 1)
    return member


async def answer(desk: Desk, caller: Caller, named: str, code: str) -> Linked:
    """The other of the two, with the code."""
    need_linkable(desk, caller)
    of = need_address(named, VERB, desk.settings.networks)
    me = address_of(caller.principal)
    request = desk.links.take(me, of, code, desk.clock.now())
    if request is None:
        refused = NoRight(f"No such code for you from there. {OLDER}{me.short}", "code")
        await desk.note(caller, refused)
        raise refused
    try:
        return await desk.change(caller, merging.link, request)
    except BaseException:
        desk.links.give_back(request, code)
        raise


def overheard(desk: Desk, audience: Audience, said: str) -> bool:
    """Whether that was a code in force, said in a channel: as a command, mistyped, or by the way. It is void then."""
    return isinstance(audience, Channel) and desk.links.burn(said, desk.clock.now())
