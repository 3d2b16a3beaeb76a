"""Logins by password without a link: whoever speaks sits in a channel, under the address that they speak from."""

from dataclasses import dataclass, field, replace

from chatbot.wire import Principal, password_key


@dataclass(slots=True)
class FakeLogins:
    """`away`: the nick!user@host of who shares no channel."""

    kept: bool = True
    private: bool = True
    away: set[str] = field(default_factory=set[str])
    accounts: dict[str, str] = field(default_factory=dict[str, str])
    """By nick!user@host."""
    ends: dict[str, int] = field(default_factory=dict[str, int])

    def sits(self, who: Principal) -> bool:
        return who.mask not in self.away

    def latest(self, who: Principal) -> Principal:
        account = self.accounts.get(who.mask)
        if account is not None:
            return replace(who, account=account, key=password_key(account), method="identified")
        return replace(who, account=None, key=who.mask, method="none") if who.method == "identified" else who

    def ended(self, key: str) -> int:
        return self.ends.get(key, 0)

    def log_in(self, who: Principal, account: str, ended: int) -> bool:
        if not self.sits(who) or self.ended(password_key(account)) != ended:
            return False
        self.accounts[who.mask] = account
        return True

    def log_out(self, who: Principal) -> bool:
        return self.accounts.pop(who.mask, None) is not None

    def end(self, key: str, but: int = 0) -> None:
        """All of them; there are no seats here."""
        self.ends[key] = self.ended(key) + 1
        if not but:
            self.accounts = {mask: one for mask, one in self.accounts.items() if password_key(one) != key}
