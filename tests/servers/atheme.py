"""Atheme 7.2: NickServ, SaslServ (PLAIN, EXTERNAL), ChanServ and OperServ for an InspIRCd."""

import asyncio
import signal

from tests.client import IrcClient
from tests.servers.binaries import needs
from tests.servers.inspircd import LINK_PASSWORD, SERVER_NAME, SERVICES_NAME, Inspircd
from tests.servers.process import ServerProcess
from tests.waiting import until

_MODULES = (
    *("protocol/inspircd", "backend/opensex", "crypto/rawsha1"),
    *("nickserv/main", "nickserv/cert", "nickserv/drop", "nickserv/ghost", "nickserv/group", "nickserv/identify"),
    *("nickserv/info", "nickserv/logout", "nickserv/register", "nickserv/regnolimit", "nickserv/set_core"),
    *("nickserv/set_accountname", "saslserv/main", "saslserv/plain", "saslserv/external"),
    *("saslserv/ecdsa-nist256p-challenge", "nickserv/set_property", "nickserv/set_pubkey"),
    *("chanserv/main", "chanserv/flags", "chanserv/invite", "chanserv/op", "chanserv/register", "operserv/main"),
    "nickserv/enforce",
)
"""rawsha1 because it costs nothing: accounts are made for each run, and their passwords are public."""

_CONFIG = """
serverinfo {{
    name = "{services}"; desc = "services for tests"; numeric = "00A"; recontime = 1; netname = "testnet";
    adminname = "nobody"; adminemail = "nobody@localhost"; registeremail = "nobody@localhost"; mta = "/bin/true";
    loglevel = {{ all; }}; maxlogins = 100; maxusers = 0; emaillimit = 1000; emailtime = 1; auth = none;
    casemapping = rfc1459;
}};
uplink "{server}" {{ host = "{host}"; password = "{password}"; port = {port}; }};
nickserv {{ nick = "NickServ"; user = "NickServ"; host = "{services}"; real = "accounts"; maxnicks = 50; }};
saslserv {{ nick = "SaslServ"; user = "SaslServ"; host = "{services}"; real = "logins"; }};
chanserv {{ nick = "ChanServ"; user = "ChanServ"; host = "{services}"; real = "channels"; }};
operserv {{ nick = "OperServ"; user = "OperServ"; host = "{services}"; real = "operators"; }};
general {{ flood_msgs = 0; commit_interval = 60; kline_time = 7; }};
"""


class Atheme(ServerProcess):
    """It listens nowhere: it is ready when the InspIRCd offers SASL. `port` is the link's, on the InspIRCd's side."""

    name = "atheme"

    def __init__(self, ircd: Inspircd) -> None:
        super().__init__(ircd.link_port)
        self._ircd = ircd

    def target(self) -> str:
        return needs("atheme-services")

    def arguments(self) -> list[str]:
        files = ("-c", "atheme.conf"), ("-l", "atheme.log"), ("-p", "atheme.pid")
        return [
            "-n",
            "-D",
            str(self.folder),
            *(word for flag, file in files for word in (flag, f"{self.folder}/{file}")),
        ]

    def configure(self) -> None:
        modules = "".join(f'loadmodule "modules/{module}";\n' for module in _MODULES)
        settings = _CONFIG.format(
            server=SERVER_NAME, services=SERVICES_NAME, password=LINK_PASSWORD, host=self.host, port=self.port
        )
        (self.folder / "atheme.conf").write_text(modules + settings)

    async def ready(self) -> bool:
        return await offers_sasl(self._ircd)

    async def save(self, *accounts: str) -> None:
        """Make it write these accounts to its disk, so that they outlive SIGKILL. It saves before it rereads its
        configuration, which is what SIGHUP asks for."""
        self.signal(signal.SIGHUP)
        await until(f"{accounts} on Atheme's disk", lambda: set(accounts) <= self._saved())

    def _saved(self) -> set[str]:
        """Names in the lines `MU <id> <name> …` of its database."""
        file = self.folder / "services.db"
        lines = file.read_text().splitlines() if file.exists() else []
        return {line.split(" ")[2] for line in lines if line.startswith("MU ")}


async def offers_sasl(ircd: Inspircd) -> bool:
    """InspIRCd offers SASL only while its services are linked."""
    try:
        reader, writer = await asyncio.open_connection(ircd.host, ircd.port)
    except OSError:
        return False
    try:
        writer.write(b"CAP LS 302\r\n")
        return b" sasl=" in await reader.readline()
    except ConnectionError:
        return False
    finally:
        writer.close()


async def register_account(ircd: Inspircd, account: str, password: str) -> None:
    async with await IrcClient.connect(ircd.host, ircd.port, account) as client:
        await client.say("NickServ", f"REGISTER {password} {account}@example.net")
        await client.hears("is now registered", from_nick="NickServ")
