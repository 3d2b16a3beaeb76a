"""What must hold before a verb does anything; each says in a sentence what to write instead."""

from chatbot.desk import access, patience, people, proof
from chatbot.desk.act import Act
from chatbot.desk.durations import format_duration
from chatbot.desk.refused import NoRight, NotLoggedIn, Refused
from chatbot.desk.suggest import no_such
from chatbot.desk.views import TicketView
from chatbot.desk.wording import TYPE, clean, fit, listed
from chatbot.wire import Channel
from store import keys, members, prompts, roles
from store.records import Member, Role, Ticket


async def need_role(act: Act, name: str) -> Role:
    """By its name. A person's name there points to `assign`: tickets are offered to roles, never to people."""
    role = await roles.get_by_name(act.tx, name)
    if role is not None:
        return role
    known = [role.name for role in await roles.list_all(act.tx)]
    person = await members.get_by_name(act.tx, name)
    if person is not None:
        how = f"). First new, then: {TYPE}assign <ticket> {person.name}"
        said = f"No role {person.name}, that is a person; tickets are for a role ("
        raise Refused(listed(said, known or ["none yet"], how))
    hint = "" if known else f" An admin makes one: {TYPE}role create ops"
    raise Refused(no_such("role", name, known, hint))


async def need_role_for(act: Act, name: str | None) -> Role:
    """The role that a new ticket is for: named, the channel's own, the default one, or the only one."""
    if name is not None:
        return await _need_named(act, name)
    if isinstance(act.caller.audience, Channel):
        here = await roles.list_by_channel(
            act.tx, network=act.caller.audience.network, channel=act.caller.audience.name
        )
        if here:
            return here[0]
    if usual := await roles.get_by_name(act.tx, act.settings.default_role):
        return usual
    known = await roles.list_all(act.tx)
    if len(known) == 1:
        return known[0]
    if not known:
        raise Refused(f"There is no role yet to offer tickets to. An admin makes one: {TYPE}role create ops")
    how = f"Which role is it for? {TYPE}new @{known[0].name} <title>; there are "
    raise Refused(listed(how, [role.name for role in known], "."))


async def _need_named(act: Act, name: str) -> Role:
    """What starts with @ could be meant as a title, too."""
    if await roles.get_by_name(act.tx, name) is None and await members.get_by_name(act.tx, name) is None:
        known = [role.name for role in await roles.list_all(act.tx)]
        quoted = f' A title starting with @? Quote it: {TYPE}new "@{fit(clean(name), 20)} ..."'
        raise Refused(no_such("role", name, known, quoted))
    return await need_role(act, name)


async def count_members(act: Act, role: Role) -> int:
    return len(await roles.list_members(act.tx, role.id))


async def need_may_open(act: Act, *, keyed: bool = False) -> None:
    if act.member is not None or not act.admin:
        await patience.need_few_waiting(act, keyed=keyed)
        await patience.need_few_offers(act)


def need_title(act: Act, title: str) -> None:
    if not clean(title).strip():
        raise Refused(f"A ticket needs a title. {TYPE}new <what's wrong>")
    if len(title) > act.settings.bounds.title:
        raise Refused(
            f"A title has at most {act.settings.bounds.title} characters, this one {len(title)}."
            f" Put the rest behind it: {TYPE}new <title> -- <description>"
        )


def need_text(act: Act, text: str, what: str) -> None:
    size = len(text.encode("utf-8", "replace"))
    if size > act.settings.bounds.text:
        raise Refused(f"{what} is {size} bytes long; {act.settings.bounds.text} is the most. Say it in parts.")


async def need_may_accept(act: Act, seen: TicketView) -> None:
    if act.member is None:
        if act.admin:
            raise Refused("Only a member owns tickets. Say who: --as <member>")
        raise NotLoggedIn("own tickets", kept=act.kept)
    if access.may("accept", seen.relations):
        return
    role = seen.role
    if role.open and role.deleted_at is None:
        raise NoRight(
            f"{seen.number} is for {role.name}. Join it first: {TYPE}role join {role.name}", "role", seen.ticket.id
        )
    raise NoRight(
        f"{seen.number} is for {role.name}, and you aren't in it. An admin can: {TYPE}role add {role.name} {act.name}",
        "role",
        seen.ticket.id,
    )


async def need_may_ask(act: Act, seen: TicketView, target: Member) -> None:
    number = seen.ticket.id
    if seen.ticket.closed_at is not None:
        raise Refused(f"#{number} is closed. To open it again: {TYPE}reopen {number}")
    if seen.ticket.owner_id == target.id:
        whose = "yours" if act.member_id == target.id else f"{target.name}'s"
        raise Refused(f"#{number} is {whose} already.")
    if act.member_id == target.id:
        raise Refused(f"#{number}: to have it yourself: {TYPE}accept {number}")
    if target.suspended_at is not None:
        raise Refused(f"#{number}: {target.name} is suspended here. Ask somebody else.")
    await people.need_no_relay(act, target)
    await _need_not_asked_yet(act, number, target)
    await patience.need_few_questions(act, number, target)


async def _need_not_asked_yet(act: Act, number: int, target: Member) -> None:
    """Who has a question open isn't asked the same again: each time would be a line to them."""
    offer = await prompts.get_open_to_person(act.tx, number)
    if offer is not None and offer.member_id == target.id:
        left = format_duration(offer.expires_at - act.now)
        raise Refused(f"#{number}: {target.name} is asked already, and has {left} left to answer.")


def need_admin(act: Act, what: str) -> None:
    if act.member is not None and act.member.admin:
        proof.need_reach(act, "administer")
    if not act.admin:
        raise NoRight(f"Only an admin may {what}. Ask one, or whoever runs dibs.", "admin")


async def leads(act: Act, role: Role) -> bool:
    """Whether they may decide for it: a lead of it, or an admin."""
    if act.admin or act.member is None:
        return act.admin
    membership = await roles.get_membership(act.tx, role.id, act.member.id)
    return membership is not None and membership.lead


def need_member(act: Act, what: str) -> Member:
    if act.principal.relay:
        raise Refused(f"Over a bridge nobody can {what}: say it on IRC itself, logged in.")
    if act.member is None:
        if act.admin:
            raise Refused(f"Only a member may {what}. Say who: --as <member>")
        raise NotLoggedIn(what, kept=act.kept)
    return act.member


async def need_no_other(act: Act, ticket: Ticket) -> None:
    """Before a closed one is open again: the same may have come up anew, under another number."""
    if ticket.key is None or ticket.reporter_id is None:
        return
    other = await keys.get_open(act.tx, ticket.reporter_id, ticket.key)
    if other is not None:
        raise Refused(f"#{ticket.id} came up again as #{other.id}, which is open. {TYPE}show {other.id}")
