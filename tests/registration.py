"""How the test client gets in: CAP, SASL PLAIN, NICK, USER, up to the end of the MOTD."""

import base64
from dataclasses import dataclass, field
from typing import Protocol

from tests.lines import Line

_REFUSALS = {"431", "432", "433", "436", "437", "451", "463", "464", "465", "ERROR"}
_SASL_ENDS = {"902", "903", "904", "905", "906", "907", "908"}  # https://ircv3.net/specs/extensions/sasl-3.1
_MOTD_ENDS = {"376", "422"}


@dataclass(frozen=True, slots=True)
class Login:
    account: str
    password: str = field(repr=False)


class _AnyOf:
    """A predicate: one of these commands (`CAP ACK` with its subcommand), or a refusal of the registration."""

    def __init__(self, *commands: str) -> None:
        self._wanted = set(commands) | _REFUSALS

    def __call__(self, line: Line) -> bool:
        command = f"CAP {line.params[1]}" if line.command == "CAP" else line.command
        return command in self._wanted

    def __repr__(self) -> str:
        return f"one of {sorted(self._wanted)}"


class _Client(Protocol):
    nick: str

    async def raw(self, line: str) -> None: ...

    async def expect(self, wanted: _AnyOf) -> Line: ...


async def register(client: _Client, login: Login | None, caps: tuple[str, ...]) -> None:
    wanted = caps if login is None else (*caps, "sasl")
    if wanted:
        await client.raw("CAP LS 302")
    await client.raw(f"NICK {client.nick}")
    await client.raw(f"USER {client.nick.lower()[:9]} 0 * :{client.nick}")
    if wanted:
        await _capabilities(client, wanted)
        await _log_in(client, login)
        await client.raw("CAP END")
    await _answer(client, "001")
    await _answer(client, *_MOTD_ENDS)


async def _capabilities(client: _Client, wanted: tuple[str, ...]) -> None:
    await client.raw(f"CAP REQ :{' '.join(wanted)}")
    line = await _answer(client, "CAP ACK", "CAP NAK")
    assert line.params[1] == "ACK", f"{client.nick}: the server refused capabilities: {line.raw}"


async def _log_in(client: _Client, login: Login | None) -> None:
    if login is None:
        return
    await client.raw("AUTHENTICATE PLAIN")
    await _answer(client, "AUTHENTICATE", *_SASL_ENDS)
    packed = f"{login.account}\0{login.account}\0{login.password}".encode()
    await client.raw(f"AUTHENTICATE {base64.b64encode(packed).decode()}")
    line = await _answer(client, *_SASL_ENDS)
    assert line.command == "903", f"{client.nick}: SASL failed: {line.raw}"


async def _answer(client: _Client, *commands: str) -> Line:
    line = await client.expect(_AnyOf(*commands))
    assert line.command not in _REFUSALS, f"{client.nick}: the server refused the registration: {line.raw}"
    return line
