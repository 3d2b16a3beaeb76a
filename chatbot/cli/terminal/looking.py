"""What there is on the desk for who types a line, before they have sent it: read from outside, and nothing is made."""

from collections.abc import Iterable
from pathlib import Path

from chatbot.cli.terminal.who import NETWORK, User, principal_of, user
from chatbot.config import Config, load
from chatbot.config.parts import desk_settings
from chatbot.desk import offering
from chatbot.desk.act import Caller
from chatbot.desk.acting import act_of
from chatbot.desk.clock import WallClock
from chatbot.desk.offering import Kind, Offer
from chatbot.wire import Private
from store.database import Transaction
from store.peeking import NEWEST, peek


def look_for(kind: Kind, as_: str | None, config: Path | None) -> Iterable[Offer]:
    """Nothing where the desk is of another version. Raises whatever goes wrong."""
    settings = load(config)
    with peek(settings.desk.database) as found:
        if found.schema != NEWEST:
            return []
        return found.read(_offers, settings, user(as_, settings.terminal.members), kind)


async def _offers(tx: Transaction, config: Config, who: User, kind: Kind) -> Iterable[Offer]:
    principal = await principal_of(tx, who)
    caller = Caller(principal, Private(NETWORK, principal.nick))
    act = await act_of(tx, caller, WallClock().now(), "", desk_settings(config))
    return await offering.offers(act, kind)
