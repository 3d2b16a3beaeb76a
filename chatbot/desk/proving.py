"""Showing who one is by a password. What is said is compared outside of any transaction, on a thread of its own; then
the link is told, which knows whether it is still the same person who sits there."""

import logging

from msgspec import Struct

from chatbot.desk import passwords
from chatbot.desk.act import Caller
from chatbot.desk.desk import NOBODY, Desk
from chatbot.desk.refused import NotLoggedIn, Refused
from chatbot.desk.wording import TYPE
from chatbot.wire import Channel, Logins, Principal, password_key
from store import passwords as kept
from store.records import Password

log = logging.getLogger("dibs.desk")

WRONG = "That is no account here, or not its password; nothing changed."
GONE = "You have left meanwhile, or that password was just changed. Say it again."
CODES = "code"
"""In place of an account, where codes are tried."""


class Prover(Struct, frozen=True):
    """Who speaks, and the link that they speak on. Its methods raise Refused, and then nothing changed."""

    desk: Desk
    caller: Caller
    link: Logins

    @property
    def who(self) -> Principal:
        return self.caller.principal

    async def identify(self, account: str, password: str) -> str:
        """Log in; the account as it is spelled."""
        key = password_key(account)
        ended = self.link.ended(key)
        found = await self._account(key)
        await self._try(key, found, password)
        assert found is not None, "nothing fits where there is no account"
        if not self.link.log_in(self.who, found.shown, ended):
            raise Refused(GONE)
        if self.desk.hasher.is_weak(found.hash):
            hashed = await self.desk.hasher.hash(password)
            await self.desk.database.write(kept.replace, found.identity_id, was=found.hash, hashed=hashed)
        return found.shown

    async def register(self, password: str) -> str:
        """Make an account of the nick that they wear, and log in to it."""
        account, key = self.who.nick, password_key(self.who.nick)
        if self.who.method == "identified":
            raise Refused(f"You are logged in as {self.who.account}. Another password: {TYPE}passwd <old> <new>")
        passwords.need_password(password, account, self.desk.settings.bounds)
        if await self._account(key):
            raise passwords.taken(account)
        self.desk.throttle.registers(self.who, self.desk.clock.now(), self.desk.settings.bounds)
        ended, hashed = self.link.ended(key), await self.desk.hasher.hash(password)
        try:
            await self.desk.change(self.caller, passwords.register, account, hashed)
        except BaseException:
            self.desk.throttle.gives_back(self.who)
            raise
        self.link.log_in(self.who, account, ended)
        return account

    async def redeem(self, code: str, password: str) -> str:
        """Set a new password by a code, and log in. Whoever was logged in by the old one isn't any more."""
        now, bounds = self.desk.clock.now(), self.desk.settings.bounds
        self.desk.throttle.begin(self.who, CODES, now, bounds)
        found = await self.desk.look(self.caller, passwords.need_code, code)
        self.desk.throttle.passed(self.who, CODES, bounds)
        passwords.need_password(password, found.shown, bounds)
        hashed = await self.desk.hasher.hash(password)
        await self.desk.change(self.caller, passwords.redeem, code, hashed)
        key = password_key(found.shown)
        self.link.end(key)
        self.link.log_in(self.who, found.shown, self.link.ended(key))
        return found.shown

    async def change(self, old: str, new: str) -> str:
        """Another password for the account that they are logged in to; all others who are logged in to it are not any
        more. `old` is empty where it is void by now."""
        if self.who.method != "identified":
            raise NotLoggedIn("change your password", kept=True)
        found = await self._account(self.who.key)
        if found is None:
            raise NotLoggedIn("change your password", kept=True)
        passwords.need_password(new, found.shown, self.desk.settings.bounds)
        if found.hash:
            await self._show_old(found, old, new)
        hashed = await self.desk.hasher.hash(new)
        await self.desk.change(self.caller, passwords.put, found, hashed)
        self.link.end(self.who.key, but=self.who.seat)
        return found.shown

    async def _show_old(self, found: Password, old: str, new: str) -> None:
        if not old:
            raise Refused(f"The one that you have is wanted, too: {TYPE}passwd <old> <new>")
        await self._try(self.who.key, found, old)
        if old == new:
            raise Refused("That is the password that you have. Nothing changed.")

    async def _try(self, key: str, found: Password | None, password: str) -> None:
        """Whether that is the password, after as long as the throttle wants; Refused if it isn't."""
        now = self.desk.clock.now()
        wait = self.desk.throttle.begin(self.who, key, now, self.desk.settings.bounds)
        if wait:
            await self.desk.clock.sleep_until(now + wait)
        if await self.desk.hasher.fits(found.hash if found else "", password):
            self.desk.throttle.passed(self.who, key, self.desk.settings.bounds)
            return
        log.info("%s: a wrong password from %s", self.who.network, self.who.mask.rpartition("@")[2])
        if self.desk.throttle.missed(self.who, key, now) and found:
            await self.desk.change(NOBODY, passwords.note_guessing, found.member_id)
        raise Refused(WRONG)

    async def _account(self, key: str) -> Password | None:
        return await self.desk.database.read(kept.get, network=self.who.network, value=key)


def need_link(caller: Caller, link: Logins | None, me: str) -> Logins:
    """Where a password may be said. `me`: the nick of dibs."""
    if link is None or not link.kept:
        raise Refused(
            "dibs keeps no passwords on this network. If that was one, only dibs and the server have read it."
        )
    if isinstance(caller.audience, Channel):
        raise Refused(f"Others read here: passwords are said in private alone. /msg {me} help identify")
    if not link.private:
        raise Refused("Others on the way could read it: dibs and the server speak in clear. Nothing was kept.")
    if not link.sits(caller.principal):
        raise Refused(
            "You are in no channel with dibs. Join one first, and stay: else nobody tells dibs when you have left."
        )
    return link
