"""Accounts that dibs keeps, where a network has no services: what is written down of them. No event holds a password,
or what it was hashed to."""

import dataclasses
import hashlib
import re

from msgspec import Struct
from msgspec.structs import replace

from chatbot.desk import checks, identity, people
from chatbot.desk.act import Act
from chatbot.desk.bounds import Bounds
from chatbot.desk.codes import ALPHABET
from chatbot.desk.durations import format_duration
from chatbot.desk.members import add_address
from chatbot.desk.people import Person
from chatbot.desk.refused import Refused
from chatbot.desk.wording import TYPE, clean, fit
from chatbot.desk.words import need_account
from chatbot.wire import Channel, password_key
from store import members, passwords
from store.records import Member, Password

SHOWN = 30
"""Characters of an account's name in a refusal."""
GROUPS = 3
"""Of four letters in a code: too many to be tried, even by who has read the hash of it."""
_CODE = re.compile(rf"(?:[{ALPHABET}]{{4}}-){{{GROUPS - 1}}}[{ALPHABET}]{{4}}", re.ASCII | re.IGNORECASE)
WORST = frozenset(
    {"password", "passw0rd", "password1", "12345678", "123456789", "1234567890", "qwertyuiop", "iloveyou"}
)
OWN = f"Another one, please, that only you know: {TYPE}register <password>"


class Offered(Struct, frozen=True):
    """A way to a new password: whose it is, and what they are called where they log in."""

    name: str
    account: str
    network: str


def need_password(password: str, account: str, bounds: Bounds) -> None:
    """Fit to be one. No sentence repeats it."""
    if len(password) < bounds.shortest_password:
        raise Refused(f"A password has at least {bounds.shortest_password} characters, this one {len(password)}.")
    if len(password) > bounds.password:
        raise Refused(f"A password has at most {bounds.password} characters, this one {len(password)}.")
    if password.startswith("<") and password.endswith(">"):
        raise Refused("A password of your own stands there, without < and >.")
    if password.lower() in WORST | {account.lower(), account.lower()[::-1]} or len(set(password)) == 1:
        raise Refused(f"That is the first that anybody would try. {OWN}")


def is_code(word: str) -> bool:
    return _CODE.fullmatch(word) is not None


def digest(code: str) -> str:
    return hashlib.sha256(code.strip().upper().encode("utf-8", "replace")).hexdigest()


def taken(account: str) -> Refused:
    shown = fit(clean(account), SHOWN)
    return Refused(f"Taken: the account {shown}. Yours? {TYPE}identify <password>. Forgotten? An admin gets a code.")


async def register(act: Act, account: str, hashed: str) -> Member:
    """A new member, under the name that they wear."""
    value = need_account(account, identity.KEPT)
    if await passwords.get(act.tx, network=act.principal.network, value=value):
        raise taken(account)
    them = dataclasses.replace(act.principal, account=account, key=value, method="identified")
    member = await identity.meet(act.tx, them, act.now)
    act = replace(act, caller=dataclasses.replace(act.caller, principal=them), member=member)
    made = await passwords.get(act.tx, network=them.network, value=value)
    assert made is not None, "it was made just now"
    await passwords.put(act.tx, made.identity_id, hashed=hashed, now=act.now)
    await act.journal("member_registered", person=member.id, person_name=member.name)
    return member


async def put(act: Act, found: Password, hashed: str) -> None:
    """By who knows the old one, or has shown it before it became void; Refused if another was faster."""
    now = await passwords.get(act.tx, network=act.principal.network, value=password_key(found.shown))
    if now is None or now.hash != found.hash:
        raise Refused("That password was changed just now, by somebody else or by you elsewhere. Nothing more changed.")
    await passwords.put(act.tx, found.identity_id, hashed=hashed, now=act.now)
    await _journal(act, found.member_id, how="old")


async def redeem(act: Act, code: str, hashed: str) -> Password:
    """By who has a code; it is good once."""
    found = await need_code(act, code)
    await passwords.put(act.tx, found.identity_id, hashed=hashed, now=act.now)
    await _journal(act, found.member_id, how="code")
    return found


async def need_code(act: Act, code: str) -> Password:
    found = await passwords.get_by_code(act.tx, network=act.principal.network, digest=digest(code), now=act.now)
    if found is None:
        longest = act.settings.bounds.password_code
        raise Refused(
            f"No such code here, or it is older than {format_duration(longest)}. An admin gets a new one:"
            f" {TYPE}member password <person>"
        )
    return found


async def _journal(act: Act, member_id: int, *, how: str) -> None:
    member = await members.get(act.tx, member_id)
    assert member is not None, "an account is somebody's"
    await act.journal("password_changed", person=member.id, person_name=member.name, how=how)


async def offer_code(act: Act, person: Person, network: str, code: str) -> Offered:
    """For who has forgotten theirs, or has none yet. The old one is good until the code is used."""
    checks.need_admin(act, "get codes for passwords")
    if isinstance(act.caller.audience, Channel):
        raise Refused("Others would read the code here. Say it in private.")
    member = await people.need_member(act, person)
    account = await passwords.get_identity(act.tx, member_id=member.id, network=network)
    if account is None:  # they are known from elsewhere
        free = await _free_account(act, member.name.partition("@")[0], network)
        account = await add_address(act, member, network, free)
    until = act.now + act.settings.bounds.password_code
    await passwords.put_code(act.tx, account.id, digest=digest(code), until=until, now=act.now)
    await act.journal("password_code_made", person=member.id, person_name=member.name, on=network)
    return Offered(member.name, account.shown, network)


async def _free_account(act: Act, name: str, network: str) -> str:
    """That name, or with a number behind it where somebody else has it there."""
    shown, count = name, 2
    while await passwords.get(act.tx, network=network, value=password_key(shown)) is not None:
        shown, count = f"{name}-{count}", count + 1
    return shown


async def void(act: Act, found: Password) -> str:
    """Others have read it. The name of who can't log in now; empty if it was changed meanwhile."""
    if not await passwords.void(act.tx, found.identity_id, was=found.hash, now=act.now):
        return ""
    return await _journal_void(act, found, "password")


async def void_code(act: Act, found: Password) -> str:
    """The same of a code for a new one; the password is as good as before."""
    await passwords.drop_code(act.tx, found.identity_id)
    return await _journal_void(act, found, "code")


async def _journal_void(act: Act, found: Password, what: str) -> str:
    member = await members.get(act.tx, found.member_id)
    assert member is not None, "an account is somebody's"
    await act.journal("password_voided", person=member.id, person_name=member.name, what=what)
    return member.name


async def note_guessing(act: Act, member_id: int) -> None:
    """Many wrong ones were said for an account of theirs within an hour."""
    if member := await members.get(act.tx, member_id):
        await act.journal("password_guessed", person=member.id, person_name=member.name)
