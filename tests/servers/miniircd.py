"""miniircd, the server that comes with dibs: no accounts, no capabilities, no flood limits."""

from typing import Literal

from tests.servers.process import ServerProcess


class Miniircd(ServerProcess):
    name = "miniircd"
    kind: Literal["binary", "module"] = "module"

    def target(self) -> str:
        return "miniircd"

    def arguments(self) -> list[str]:
        return ["--listen", self.host, "--ports", str(self.port), "--debug"]
