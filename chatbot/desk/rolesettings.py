"""What of a role may be set, and within which bounds."""

from datetime import timedelta

from msgspec import Struct
from msgspec.structs import replace

from chatbot.desk import checks, escalation
from chatbot.desk.act import Act
from chatbot.desk.aloud import Say
from chatbot.desk.durations import format_duration
from chatbot.desk.habits import need_known
from chatbot.desk.refused import Refused
from chatbot.desk.suggest import no_such
from chatbot.desk.wording import TYPE, clean, fit
from store.records import Role


class RoleChange(Struct, frozen=True):
    """What `role set` may change; None leaves it. `channel` "" takes the channel away, and `next` "" who follows. They
    are asked `after` so long or so many `prompts`; no time at all and 0 take these away."""

    channel: str | None = None
    network: str | None = None
    lifetime: timedelta | None = None
    every: timedelta | None = None
    digest: timedelta | None = None
    open: bool | None = None
    next: str | None = None
    after: timedelta | None = None
    prompts: int | None = None
    say: Say | None = None
    zone: str | None = None


def need_bounds(act: Act, change: RoleChange) -> None:
    least = act.settings.bounds.shortest_every
    lengths = {"every": change.every, "lifetime": change.lifetime, "digest": change.digest}
    lengths["after"] = change.after or None
    for key, length in lengths.items():
        if length is not None and length < least:
            raise Refused(f"{key}= is at least {format_duration(least)}: people can't answer faster than that.")
        if length is not None and length > act.settings.bounds.longest:
            raise Refused(f"{key}= is at most {act.settings.bounds.longest.days // 365} years.")
    most = act.settings.max_repeats + 1
    if change.prompts is not None and change.prompts > most:
        raise Refused(f"prompts= is at most {most}: nobody is asked more often. Or a time: after=15m")


def changed(act: Act, role: Role, change: RoleChange) -> Role:
    new = role
    if change.channel is not None or change.network is not None:
        new = _placed(act, role, change)
    if change.open is not None:
        new = replace(new, open=change.open)
    if change.zone is not None:
        new = replace(new, zone=need_known(change.zone))
    if change.say is not None:
        new = replace(new, say=change.say)
    return replace(
        new,
        lifetime=_seconds(change.lifetime, role.lifetime),
        every=_seconds(change.every, role.every),
        digest_every=_seconds(change.digest, role.digest_every),
    )


async def need_next(act: Act, name: str, change: RoleChange) -> None:
    """What is said of who comes next is right before the role is there: it can't be set, and is none to choose."""
    nobody = change.next is None or change.next.lower() in escalation.NOBODY
    if nobody and (change.after or change.prompts):
        raise Refused(f"Which role is asked then? {TYPE}role create {name} next=<role> after=15m")
    if change.next is not None and not nobody:
        await checks.need_role(act, change.next.removeprefix("@"))


def followed(role: Role, change: RoleChange, next_id: int | None) -> Role:
    """With who is asked next, and when; of nobody there is no when."""
    if next_id is None and (change.after or change.prompts):
        raise Refused(f"{role.name}: who is asked then? {TYPE}role set {role.name} next=<role> after=15m")
    after = role.next_after if change.after is None else int(change.after.total_seconds()) or None
    prompts = role.next_prompts if change.prompts is None else change.prompts or None
    return replace(
        role,
        next_id=next_id,
        next_after=after if next_id is not None else None,
        next_prompts=prompts if next_id is not None else None,
    )


def _placed(act: Act, role: Role, change: RoleChange) -> Role:
    """Its channel names its network: `channel=#ops network=oftc`, or `channel=oftc/#ops`, or one of them anew."""
    before, _, channel = _split(change.channel if change.channel is not None else role.channel or "")
    if before and change.network and before.lower() != change.network.lower():
        raise Refused(f"Is it on {fit(clean(before), 24)} or on {fit(clean(change.network), 24)}? Say one of them.")
    if change.channel is None and not channel:
        raise Refused(f"{role.name} has no channel yet. Which one is it there? channel=#{role.name} network=<name>")
    if not channel:
        return replace(role, network=None, channel=None)
    return replace(role, network=_need_network(act, change.network or before or None, role), channel=channel)


def _split(channel: str) -> tuple[str, str, str]:
    return ("", "", channel) if channel[:1] in {"#", "&", "+", ""} else channel.partition("/")


def _need_network(act: Act, named: str | None, role: Role) -> str:
    """The network of a channel: as it is named, else where it is said; at the shell the only one there is."""
    known = act.settings.networks
    if named is not None and known and named not in known:
        raise Refused(no_such("network", named, known))
    here = named or (act.principal.network if act.principal.method != "shell" else None)
    if here is not None:
        return here
    if len(known) != 1:
        raise Refused(
            f"On which network? {TYPE}role set {role.name} network=<name> channel=#... ; there are {', '.join(known)}"
        )
    return known[0]


def _seconds(length: timedelta | None, otherwise: int | None) -> int | None:
    return int(length.total_seconds()) if length is not None else otherwise
