"""ngircd: strict, with error numerics for refused lines, without a way to tell who is logged in."""

from tests.servers.binaries import needs
from tests.servers.process import ServerProcess

_CONFIG = """\
[Global]
Name = irc.test
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
"""
_NO_PENALTIES = "MaxPenaltyTime = 0"


class Ngircd(ServerProcess):
    """With `flood_limits` each line costs its sender a second, as it comes from the package; without, nine lines pass
    at once, and after that it still takes only some ten a second: that limit is fixed in ngircd."""

    name = "ngircd"

    def __init__(self, port: int | None = None, *, flood_limits: bool = False) -> None:
        super().__init__(port)
        self._penalties = "" if flood_limits else _NO_PENALTIES

    def target(self) -> str:
        return needs("ngircd")

    def arguments(self) -> list[str]:
        return ["--nodaemon", "--config", str(self.folder / "ngircd.conf")]

    def configure(self) -> None:
        text = _CONFIG.format(host=self.host, port=self.port, penalties=self._penalties)
        (self.folder / "ngircd.conf").write_text(text)
