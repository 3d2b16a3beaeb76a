"""ngircd: strict, with error numerics for refused lines, without a way to tell who is logged in."""

from pathlib import Path

from tests.servers.binaries import needs
from tests.servers.ports import free_port
from tests.servers.process import ServerProcess

_CONFIG = """\
[Global]
Name = {server}
Info = a server for tests
Listen = {host}
Ports = {port}
MotdPhrase = a server for tests
[Limits]
MaxConnectionsIP = 0
MaxJoins = 0
MaxNickLength = 30
PingTimeout = 120
{penalties}
[Options]
DNS = no
Ident = no
PAM = no
[Operator]
Name = root
Password = root
{tls}{link}"""
_TLS = """\
[SSL]
Ports = {port}
CertFile = {pem}
KeyFile = {pem}
"""
_LINK = """\
[Server]
Name = {server}
MyPassword = linked
PeerPassword = linked
{where}
"""
_NO_PENALTIES = "MaxPenaltyTime = 0"


class Ngircd(ServerProcess):
    """With `flood_limits` each line costs its sender a second, as it comes from the package; without, nine lines pass
    at once, and after that it still takes only some ten a second: that limit is fixed in ngircd.

    `pem`: a key with its certificate, shown at `tls_port`. `hub`: another one that it links itself to, which
    `awaits` it by its name.
    """

    name = "ngircd"

    def __init__(
        self,
        port: int | None = None,
        *,
        flood_limits: bool = False,
        pem: Path | None = None,
        server: str = "irc.test",
        hub: "Ngircd | None" = None,
        awaits: str = "",
    ) -> None:
        super().__init__(port)
        self.tls_port = free_port()
        self.server, self._pem, self._hub, self._awaits = server, pem, hub, awaits
        self._penalties = "" if flood_limits else _NO_PENALTIES

    def target(self) -> str:
        return needs("ngircd")

    def arguments(self) -> list[str]:
        return ["--nodaemon", "--config", str(self.folder / "ngircd.conf")]

    def configure(self) -> None:
        pem = self.folder / "server.pem"  # where whoever it becomes may read it
        if self._pem:
            pem.write_bytes(self._pem.read_bytes())
        text = _CONFIG.format(
            host=self.host,
            port=self.port,
            server=self.server,
            penalties=self._penalties,
            tls=_TLS.format(port=self.tls_port, pem=pem) if self._pem else "",
            link=self._link(),
        )
        (self.folder / "ngircd.conf").write_text(text)

    def _link(self) -> str:
        if self._hub:
            where = f"Host = {self._hub.host}\nPort = {self._hub.port}"
            return _LINK.format(server=self._hub.server, where=where)
        return _LINK.format(server=self._awaits, where="Passive = yes") if self._awaits else ""
