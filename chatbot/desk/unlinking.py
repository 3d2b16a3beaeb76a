"""`member unlink`: an account isn't a person's any more. What was done by it stays with the person."""

from chatbot.desk.act import Act
from chatbot.desk.addresses import Address, address_in, need_address
from chatbot.desk.refused import NoRight, Refused
from chatbot.desk.wording import TYPE
from chatbot.wire import Channel
from store import links, members, rerouting
from store.records import Identity, Member

VERB = "member unlink"


async def unlink(act: Act, text: str) -> tuple[Member, Address]:
    """One's own, but for the first one known: else whoever has stolen the newest could shut its owner out. Admins may
    unlink anybody's but the last."""
    if isinstance(act.caller.audience, Channel):
        raise Refused(f"Which account is whose isn't said aloud. In private: {TYPE}{VERB} <account>@<network>")
    wanted = need_address(text, VERB, act.settings.networks)
    owner, found = await _need_theirs(act, wanted)
    known = await members.list_identities(act.tx, owner.id)
    if len(known) <= len(found):
        raise Refused(f"The only account there is: {wanted.short}. To lock it out, an admin says: {TYPE}member suspend")
    if known[0] in found and not act.admin:
        raise NoRight(f"The first one that you were known by: {wanted.short}. Only an admin unlinks it.", "admin")
    for one in found:
        await _revoke(act, owner, one)
    return owner, address_in(found[0])


async def _need_theirs(act: Act, wanted: Address) -> tuple[Member, list[Identity]]:
    """To others than admins it is all the same whether an account is somebody else's, or nobody's."""
    found = await members.list_at(act.tx, network=wanted.network, value=wanted.key)
    if not act.admin:
        found = [one for one in found if one.member_id == act.member_id]
    owner = await members.get(act.tx, found[0].member_id) if found else None
    if owner is None:
        raise Refused(f"No account {'that is known' if act.admin else 'of yours'}: {wanted.short}. Yours: {TYPE}whoami")
    return owner, [one for one in found if one.member_id == owner.id]


async def _revoke(act: Act, owner: Member, address: Identity) -> None:
    await links.revoke(act.tx, address.id, now=act.now)
    left = await members.list_identities(act.tx, owner.id)
    if address.network not in {one.network for one in left}:
        await rerouting.put_network(act.tx, owner.id, was=address.network, network=left[0].network)
    await act.journal(
        "identity_unlinked",
        person=owner.id,
        person_name=owner.name,
        address_network=address.network,
        address_kind=address.kind,
    )
