"""Which member a name means. The member's name comes first; a nick counts only through the account behind it."""

from collections.abc import Sequence

from msgspec import Struct

from chatbot.desk import identity
from chatbot.desk.act import Act
from chatbot.desk.refused import Refused
from chatbot.desk.suggest import nearly
from chatbot.desk.wording import LINE, TYPE
from chatbot.wire import Principal
from store import members, roles
from store.records import Member, Role

MOST_NAMESAKES = 3
HOW_TO_FIND = f" Who is in a role: {TYPE}role show <role>"


class Person(Struct, frozen=True):
    """A name as it was typed. `exact`: `=name`, a member and no nick. `wearer`: who has that nick now, if anybody."""

    name: str
    exact: bool = False
    wearer: Principal | None = None


async def need_no_relay(act: Act, member: Member) -> None:
    """A bridge's account may have been a member's before, or become known from the shell."""
    known = await members.list_identities(act.tx, member.id)
    if any(one.kind == "account" and (one.network, one.value) in act.settings.relays for one in known):
        raise Refused(f"That is a bridge: {member.name} speaks for others, and is nobody here by itself.")


async def journal_met(act: Act, member: Member, principal: Principal) -> None:
    await act.journal("member_met", member=member.id, name=member.name, method=principal.method)


async def meet_member(act: Act, person: Person) -> Member:
    """As `need_member`; but whom the network vouches for under that nick becomes a member by it, if they are new."""
    wearer = None if person.exact else person.wearer
    if wearer is not None and wearer.relay:
        raise Refused(f"That is a bridge: {wearer.nick} speaks for others, and is nobody here by itself.")
    named = await members.get_by_name(act.tx, person.name)
    vouched = wearer is not None and wearer.method in identity.VOUCHED
    if named is None and wearer is not None and vouched and not await identity.is_known(act.tx, wearer):
        member = await identity.meet(act.tx, wearer, act.now)
        await journal_met(act, member, wearer)
        return member
    at_shell = act.principal.method == "shell"
    how = "First: dibs member add <name>" if at_shell else "Who is new is added while they are here, logged in."
    member = await need_member(act, person, if_absent=f" {how}")
    await need_no_relay(act, member)
    return member


async def _need_one(act: Act, name: str) -> None:
    """Where nobody is seen under that nick, it may be each of those who are called so but for what is put behind a name
    that was taken: `sam_` by a client, `sam@office` by dibs. Who is in no role is meant only by their very name."""
    called = await members.list_called(act.tx, name)
    found = [(one, await roles.list_of_member(act.tx, one.id)) for one in called]
    meant = [(one, theirs) for one, theirs in found if theirs or one.name.lower() == name.lower()]
    if len(meant) > 1:
        raise Refused(_which(meant))


def _which(meant: Sequence[tuple[Member, Sequence[Role]]]) -> str:
    """`Two people: sam (ops), sam_ (net). Say =sam or =sam_`"""
    count = "Two" if len(meant) == 2 else str(len(meant))
    shown = [f"{one.name} ({theirs[0].name if theirs else 'in no role'})" for one, theirs in meant[:MOST_NAMESAKES]]
    *others, last = [f"={one.name}" for one, _ in meant[:MOST_NAMESAKES]]
    choice = f"Say {', '.join(others)} or {last}"
    said = f"{count} people: {', '.join(shown)}. {choice}"
    return said if len(said) <= LINE else f"{count} people are called so. {choice}"


async def need_member(act: Act, person: Person, *, if_absent: str = "") -> Member:
    named = await members.get_by_name(act.tx, person.name)
    behind = None
    if person.wearer is not None and not person.exact:
        behind = await identity.find(act.tx, person.wearer, act.now)
    if named is not None and behind is not None and named.id != behind.id:
        raise Refused(
            f"The nick {person.name} is logged in as {behind.name}, not as member {named.name}."
            f" Say ={named.name} or ={behind.name}"
        )
    if behind is None and not person.exact:
        await _need_one(act, person.name)
    if found := named or behind:
        return found
    known = [member.name for member in await members.list_all(act.tx)]
    said = nearly("member", person.name, known)
    if person.wearer is not None:
        raise Refused(f"{said} That nick isn't logged in as a member.")
    raise Refused(said + (if_absent or ("" if said.endswith("?") else HOW_TO_FIND)))
