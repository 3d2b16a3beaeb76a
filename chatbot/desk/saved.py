"""Views: queries under a name. A member's own, or a role's, which its leads and admins save for all who are in it."""

import re
from collections.abc import Sequence

from msgspec import Struct

from chatbot.desk import checks, reading, searching
from chatbot.desk.act import Act
from chatbot.desk.reading import Listed
from chatbot.desk.refused import NoRight, Refused
from chatbot.desk.searching import Found
from chatbot.desk.suggest import no_such
from chatbot.desk.wording import TYPE, clean, fit
from chatbot.desk.words import need_name
from store import roles, saved
from store.records import Member, Role, SavedView

RESERVED = frozenset({"free"})
"""What stands behind `list` for something else."""
BROUGHT = {"mine": "owner:me"}
"""Views that are everybody's, unless they have another of that name."""


class Kept(Struct, frozen=True):
    """`role`: whose it is, None where it is one's own."""

    view: SavedView
    role: str | None


async def save(act: Act, role_name: str | None, name: str, query: str) -> Kept:
    """What can't be read isn't saved; who is meant by `me` is whoever asks for it later."""
    member = checks.need_member(act, "save views") if role_name is None or act.member else None
    role = await _need_leads(act, role_name) if role_name is not None else None
    name = need_name(name, "view", act.settings.bounds.name)
    if name.lower() in RESERVED:
        raise Refused(f"No view can be called {name}, since {TYPE}list {name} is something else.")
    await searching.need_readable(act, query)
    await _need_room(act, role, member, name)
    owner = member.id if member is not None and role is None else None
    made = await saved.put(
        act.tx, name=name, member_id=owner, role_id=role.id if role else None, query=clean(query).strip(), now=act.now
    )
    await act.journal("view_saved", role_id=role.id if role else None, view=made.id)
    return Kept(made, role.name if role else None)


async def list_views(act: Act) -> list[Kept]:
    """One's own, then those of one's roles; of all roles, where an admin sits at a shell as nobody in particular."""
    if act.member is None and act.admin:
        return await _of_roles(act, await roles.list_all(act.tx))
    member = checks.need_member(act, "have views")
    own = [Kept(one, None) for one in await saved.list_of_member(act.tx, member.id)]
    return own + await _of_roles(act, await roles.list_of_member(act.tx, member.id))


async def _of_roles(act: Act, found: Sequence[Role]) -> list[Kept]:
    return [Kept(one, role.name) for role in found for one in await saved.list_of_role(act.tx, role.id)]


async def show(act: Act, role_name: str | None, name: str) -> Kept:
    found = await _named(act, role_name, name)
    if found is None:
        raise Refused(no_such("view", name, [one.view.name for one in await list_views(act)]))
    return found


async def delete(act: Act, role_name: str | None, name: str) -> Kept:
    role = await _need_leads(act, role_name) if role_name is not None else None
    if role is None:
        member = checks.need_member(act, "delete views")
        known = await saved.list_of_member(act.tx, member.id)
    else:
        known = await saved.list_of_role(act.tx, role.id)
    found = [one for one in known if one.name_key == name.lower()]
    if not found:
        raise Refused(no_such("view", name, [one.name for one in known]))
    await saved.drop(act.tx, found)
    await act.journal("view_deleted", role_id=role.id if role else None, view=found[0].id)
    return Kept(found[0], role.name if role else None)


async def find(act: Act, text: str, role_name: str | None, *, archived: bool, free: bool) -> Found | Listed:
    """What `list` is told: the name of a view, of a role, or a query."""
    word = clean(text).strip()
    view = await _named(act, role_name, word) if re.fullmatch(r"\S+", word) else None
    if view is not None:
        return await _by_view(act, view, role_name, archived=archived, free=free)
    if word.lower() in BROUGHT:
        text = BROUGHT[word.lower()]
    elif role_name is None and not archived and await roles.get_by_name(act.tx, word):
        return await reading.list_tickets(act, word, free=free)
    return await searching.search(act, text, role_name, archived=archived, only_open=True, free=free)


async def _by_view(act: Act, kept: Kept, role_name: str | None, *, archived: bool, free: bool) -> Found:
    """`@ops` in front of the name of a view of ops says whose it is, and else that its tickets are for ops."""
    role = None if kept.role is not None else role_name
    try:
        return await searching.search(act, kept.view.query, role, archived=archived, only_open=True, free=free)
    except NoRight:
        raise
    except Refused as wrong:
        raise Refused(f"View {kept.view.name} says {fit(kept.view.query, 40)}. {wrong.marked}") from None


async def _named(act: Act, role_name: str | None, name: str) -> Kept | None:
    """One's own comes first, unless a role is named."""
    if act.member is None and not act.admin:
        return None
    views = [*await list_views(act), *await _of_led(act, role_name)]
    known = [one for one in views if one.view.name_key == name.lower()]
    of_role = [one for one in known if role_name is not None and one.role and one.role.lower() == role_name.lower()]
    fitting = of_role or ([one for one in known if role_name is None or one.role is None])
    return fitting[0] if fitting else None


async def _of_led(act: Act, role_name: str | None) -> list[Kept]:
    """Who may save views for a role that is named finds them, though not being in it."""
    role = await roles.get_by_name(act.tx, role_name) if role_name is not None else None
    return await _of_roles(act, [role]) if role is not None and await checks.leads(act, role) else []


async def drop_naming(act: Act, person: str) -> None:
    """Somebody is forgotten: so are the queries in which they are named."""
    named = re.compile(rf"(?<!\w){re.escape(person.lower())}(?!\w)")
    views = await saved.list_all(act.tx)
    await saved.drop(act.tx, [one for one in views if named.search(f"{one.name} {one.query}".lower())])


async def _need_leads(act: Act, role_name: str) -> Role:
    role = await checks.need_role(act, role_name)
    if await checks.leads(act, role):
        return role
    raise NoRight(
        f"Only a lead of {role.name} or an admin may do that. Your own: {TYPE}view save <name> <query>", "role"
    )


async def _need_room(act: Act, role: Role | None, member: Member | None, name: str) -> None:
    known: Sequence[SavedView] = []
    if role is not None:
        known = await saved.list_of_role(act.tx, role.id)
    elif member is not None:
        known = await saved.list_of_member(act.tx, member.id)
    most = act.settings.bounds.views
    if len(known) >= most and name.lower() not in [one.name_key for one in known]:
        raise Refused(f"There are {len(known)} views, and {most} is the most. One less: {TYPE}view delete <name>")
