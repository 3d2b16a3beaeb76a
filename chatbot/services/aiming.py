"""Where a line goes now: who can be told, and as whom. Nicks change hands, so that is asked just before it goes."""

from collections.abc import Sequence

from chatbot.services import holding
from chatbot.services.holds import Checked
from chatbot.services.wording import Said
from chatbot.wire import Wire


def found(wire: Wire, rows: Sequence[Checked]) -> list[Said]:
    """Those that can be said now. Thousands may be for one person, who is looked for once."""
    targets, said = dict[object, str | None](), list[Said]()
    for one in rows:
        row = one.notice
        alike = (one.keys, row.urgent, one.rests) if row.target == "member" else row.id
        if alike not in targets:
            targets[alike] = target(wire, one)
        said += [Said(one, to)] if (to := targets[alike]) else []
    return said


def target(wire: Wire, one: Checked) -> str | None:
    """Where it goes, if its person is there and to be bothered by it."""
    if one.notice.target == "member" and not one.notice.urgent and (one.rests or holding.is_away(wire, one.keys)):
        return None
    return _target(wire, one)


def _target(wire: Wire, one: Checked) -> str | None:
    if one.notice.target == "channel":
        heard = not one.relay or wire.relays(one.notice.address, one.relay)
        return one.notice.address if heard else None
    if one.notice.target == "mask":
        return _stranger(wire, one.address)
    nicks = (nick for key in one.keys for nick in wire.nicks(key))
    return next(iter(nicks), None)


def _stranger(wire: Wire, mask: str) -> str | None:
    """Somebody in none of our channels isn't seen at all: then the server knows whether that nick is there.

    A private ticket goes by its number alone, so a nick that changed hands meanwhile learns nothing.
    """
    nick = mask.partition("!")[0]
    return nick if wire.online(mask) or wire.who(nick) is None else None
