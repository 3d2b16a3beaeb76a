"""Names that people give to roles and members, and the accounts that networks know people by."""

import re
from string import ascii_lowercase, ascii_uppercase

from chatbot.desk.bounds import USUAL
from chatbot.desk.refused import Refused
from chatbot.desk.wording import clean
from chatbot.wire import password_key

_NAME = re.compile(r"[^\W_][\w.\-\[\]\\`^{}|@]*")
"""What IRC allows in a nick, and letters of any script; never a space, a comma or a colon, which the grammar needs."""

_ACCOUNT = re.compile(r"[^\x00-\x20\x7f,:!@*?]+")
"""What services may call somebody; anything else is a slip of the hand that would never match."""

_FOLDS = {
    "account": str.maketrans(ascii_uppercase, ascii_lowercase),
    "believed": str.maketrans(ascii_uppercase + "[]\\~", ascii_lowercase + "{}|^"),
}
"""By kind of identity, as doors fold keys: accounts as ASCII does, nicks of the embedded server as rfc1459 does."""


def need_account(account: str, kind: str) -> str:
    """Folded, to be compared with a principal's key."""
    if account != clean(account) or len(account) > USUAL.address or not _ACCOUNT.fullmatch(account):
        known = ", as NickServ knows it" if kind == "account" else ""
        raise Refused(f"An account is one word of at most {USUAL.address} characters{known}: bob.")
    return password_key(account) if kind == "password" else account.translate(_FOLDS[kind])


def need_name(name: str, what: str, longest: int) -> str:
    name = name.removeprefix("@")
    if len(name) > longest:
        raise Refused(f"The name of a {what} has at most {longest} characters, this one {len(name)}.")
    if name != clean(name) or not _NAME.fullmatch(name) or name.isdigit():
        raise Refused(f"The name of a {what} is one word that starts with a letter: ops, net-team, bob.")
    return name
