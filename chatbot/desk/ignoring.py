"""Whom an admin doesn't want to be listened to, and who is again. They still hear what is theirs."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from chatbot.desk import checks, listening, people
from chatbot.desk.act import Act
from chatbot.desk.listening import Whom, account_kinds
from chatbot.desk.masks import folded, is_mask, matches, need_mask
from chatbot.desk.people import Person
from chatbot.desk.refused import Refused
from chatbot.desk.wording import TYPE, clean, fit
from chatbot.wire import Channel
from store import ignored, members
from store.records import Ignored

MOST = 500
"""That admins said, and again as many by themselves: each line that is for dibs is held against all masks."""


class Wanted(Struct, frozen=True):
    """What an admin typed. `word`: a name or a mask; `person`: who that is, if a name; `network`: where, if said;
    `admins`: where admins are seen now, as (network, nick!user@host), so that no mask strikes one."""

    word: str
    person: Person
    network: str | None = None
    admins: Sequence[tuple[str, str]] = ()


async def addresses_of_admins(act: Act) -> list[tuple[str, str]]:
    """As (network, account)."""
    checks.need_admin(act, "ignore people")
    known = [
        one for admin in await members.list_admins(act.tx) for one in await members.list_identities(act.tx, admin.id)
    ]
    return [(one.network, one.value) for one in known]


async def ignore(act: Act, wanted: Wanted, until: datetime | None, why: str) -> Whom:
    checks.need_admin(act, "ignore people")
    checks.need_text(act, why, "The reason")
    whom = await _whom(act, wanted)
    await _need_harmless(act, whom, wanted.admins)
    if await ignored.count_of_admins(act.tx, act.now) >= MOST:
        raise Refused(f"There are {MOST} already who are ignored, and that is the most. End one: {TYPE}ignores")
    await listening.put(act, whom, listening.ADMIN, until, why)
    return whom


async def unignore(act: Act, wanted: Wanted) -> str:
    """What was said of that name or mask, and what came by itself; how it was shown."""
    checks.need_admin(act, "end that somebody is ignored")
    found = await ignored.list_all(act.tx, act.now)
    name = folded(wanted.word.removeprefix("="))
    wearer = wanted.person.wearer
    host = folded(wearer.mask.rpartition("@")[2]) if wearer and wearer.account is None else ""
    meant = [one for one in found if name in {folded(one.shown), one.value} or (host and one.value == host)]
    if wearer and wearer.account:
        meant += [one for one in found if one not in meant and (one.kind, one.value) == ("account", wearer.key)]
    if wanted.network is not None:
        meant = [one for one in meant if one.network in {"", wanted.network}]
    if not meant:
        raise Refused(f"Nobody who is ignored is called {fit(clean(wanted.word), 40)}. Who is: {TYPE}ignores")
    for one in meant:
        await ignored.drop(act.tx, one.id)
        await act.journal(
            "sender_unignored",
            texts={"whom": "" if one.member_id else one.shown},
            cause=one.cause,
            what=one.kind,
            on=one.network,
            person=one.member_id,
            person_name=one.shown if one.member_id else None,
        )
    return meant[0].shown


async def list_all(act: Act) -> list[Ignored]:
    """Those in force, for admins, and never aloud."""
    checks.need_admin(act, "see who is ignored")
    if isinstance(act.caller.audience, Channel):
        raise Refused(f"Who is ignored isn't said aloud. In private: {TYPE}ignores")
    return await ignored.list_all(act.tx, act.now)


async def _whom(act: Act, wanted: Wanted) -> Whom:
    """A mask; a member, however they connect; an account that isn't known yet; or the host of who isn't logged in."""
    if is_mask(wanted.word):
        try:
            return Whom("mask", _network(act, wanted), need_mask(wanted.word), clean(wanted.word))
        except ValueError as error:
            raise Refused(str(error)) from error
    person = wanted.person
    named = await members.get_by_name(act.tx, person.name)
    wearer = None if person.exact else person.wearer
    if wearer is not None and wearer.account is None:
        if named is not None:
            raise Refused(
                f"The nick {named.name} isn't logged in. Say ={named.name} for the member,"
                f" or a mask: {TYPE}ignore {named.name}!*@*"
            )
        return _host(wearer.network, wearer.mask)
    if named is None and wearer is not None:
        found = await members.get_by_identity(
            act.tx, kind=account_kinds(wearer.method), network=wearer.network, value=wearer.key
        )
        if found is None:
            return Whom("account", wearer.network, wearer.key, wearer.account or wearer.key)
    if named is None and wearer is None:
        network = _network(act, wanted)
        return Whom("account", network, folded(person.name), clean(person.name))
    member = await people.need_member(act, person)
    return Whom("member", "", str(member.id), member.name, member.id)


def _host(network: str, mask: str) -> Whom:
    pattern = f"*!*@{mask.rpartition('@')[2]}"
    try:
        return Whom("mask", network, need_mask(pattern), clean(pattern))
    except ValueError as error:
        raise Refused(str(error)) from error


def _network(act: Act, wanted: Wanted) -> str:
    """The named one, the one that it is typed on, or the only one."""
    known = act.settings.networks
    if wanted.network is not None:
        if known and wanted.network not in known:
            raise Refused(f"No network {fit(clean(wanted.network), 20)}; there is {', '.join(known[:5])}.")
        return wanted.network
    if act.principal.method != "shell":
        return act.principal.network
    if len(known) == 1:
        return known[0]
    raise Refused(f"On which network? {TYPE}ignore network={known[0] if known else '<name>'} <whom>")


async def _need_harmless(act: Act, whom: Whom, admins: Sequence[tuple[str, str]]) -> None:
    """Nobody silences themselves, or an admin. Who becomes one later is listened to all the same (`listening`)."""
    if whom.kind == "member":
        target = await members.get(act.tx, whom.member_id or 0)
        if target is not None and target.id == act.member_id:
            raise Refused("You would not be listened to yourself. Nothing changed.")
        if target is not None and target.admin:
            raise Refused(f"An admin is always listened to: {target.name}. Instead: {TYPE}member suspend {target.name}")
    if whom.kind == "mask":
        _need_to_miss(act, whom, admins)


def _need_to_miss(act: Act, whom: Whom, admins: Sequence[tuple[str, str]]) -> None:
    if whom.network == act.principal.network and matches(whom.value, folded(act.principal.mask)):
        raise Refused("That mask is yours, too, so you would not be listened to yourself. Nothing changed.")
    if any(network == whom.network and matches(whom.value, folded(mask)) for network, mask in admins):
        raise Refused("That mask is an admin's, too, and an admin is always listened to. Say more of it.")
