"""An account on a network, as people write it: `bob@oftc`."""

from collections.abc import Sequence

from msgspec import Struct

from chatbot.desk import identity
from chatbot.desk.refused import Refused
from chatbot.desk.suggest import no_such
from chatbot.desk.wording import TYPE, clean, fit
from chatbot.desk.words import need_account
from chatbot.wire import Principal
from store.records import Identity

BELIEVED = "Nicks are only believed there, so nothing of it is ever linked to an account. Nothing changed."


class Address(Struct, frozen=True):
    """`key` is folded as rights are; `shown` as it was typed or seen."""

    network: str
    key: str
    shown: str

    def __str__(self) -> str:
        return f"{self.shown}@{self.network}"

    @property
    def short(self) -> str:
        """Where it shares a line with others."""
        return fit(str(self), 40)

    @property
    def id(self) -> tuple[str, str]:
        return self.network, self.key


def need_address(text: str, verb: str, known: Sequence[str]) -> Address:
    """Out of a word that was typed; a slip of the hand gets the form that is wanted. `known`: the networks."""
    account, _, network = clean(text).rstrip(",:;").rpartition("@")
    if not (account and network):
        there = f" Networks: {fit(', '.join(known), 40)}" if known else ""
        raise Refused(f"Which account, on which network? {TYPE}{verb} <account>@<network>{there}")
    if network == identity.EMBEDDED:
        raise Refused(BELIEVED)
    if known and network not in known:
        raise Refused(no_such("network", network, known))
    return Address(network, need_account(account, "account"), account)


def address_of(principal: Principal) -> Address:
    return Address(principal.network, principal.key, clean(principal.account or principal.nick))


def address_in(found: Identity) -> Address:
    return Address(found.network, found.value, clean(found.shown))
