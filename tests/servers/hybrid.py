"""ircd-hybrid: error numerics for what it refuses, caller id (+g), flood limits that hit at once; no accounts."""

import os
import shutil
from pathlib import Path

from tests.servers.binaries import needs
from tests.servers.papers import Papers
from tests.servers.ports import free_port
from tests.servers.process import ServerProcess

_CONFIG = """\
serverinfo {{
    name = "irc.test"; description = "a server for tests"; network_name = "testnet"; hub = no;
    default_max_clients = 200; max_nick_length = 30; max_topic_length = 160;
    tls_certificate_file = "{pem}"; rsa_private_key_file = "{pem}";
}};
admin {{ name = "nobody"; description = "nobody"; email = "<nobody@localhost>"; }};
class {{
    name = "users"; ping_time = 90 seconds; number_per_ip_local = 200; number_per_ip_global = 200; max_number = 200;
    max_channels = 50; sendq = 10 megabytes; recvq = 8000 bytes;
}};
listen {{ host = "{host}"; port = {port}; flags = tls; port = {tls_port}; }};
auth {{ user = "*@*"; class = "users"; flags = exceed_limit{flood}; }};
channel {{ disable_fake_channels = no; max_channels = 50; default_join_flood_count = 0; }};
general {{
    disable_auth = yes; default_floodcount = 0; throttle_count = 1000; throttle_time = 1 second; max_targets = 4;
    anti_nick_flood = no; invisible_on_connect = no; pace_wait_simple = 0 seconds; pace_wait = 0 seconds;
    oper_only_umodes = external; caller_id_wait = 1 minute; ping_cookie = no; anti_spam_exit_message_time = 0;
}};
motd {{ mask = "*"; file = "{folder}/motd"; }};
"""
_BUILT_FOR = b"/usr/lib/ircd-hybrid/modules/"


class Hybrid(ServerProcess):
    """With `flood_limits` it disconnects who sends many lines at once; without, everybody `can_flood`."""

    name = "hybrid"

    ca_file: Path
    """Who vouches for it, by the name localhost, where `tls_port` listens."""

    def __init__(self, port: int | None = None, *, flood_limits: bool = False) -> None:
        super().__init__(port)
        self.tls_port = free_port()
        self._flood = "" if flood_limits else ", can_flood"

    def target(self) -> str:
        return str(self.folder / "ircd")

    def arguments(self) -> list[str]:
        files = {"configfile": "ircd.conf", "pidfile": "ircd.pid", "logfile": "ircd.log"}
        named = [word for option, name in files.items() for word in (f"-{option}", str(self.folder / name))]
        databases = [word for kind in "kdxr" for word in (f"-{_DATABASES[kind]}", str(self.folder / f"{kind}.db"))]
        return ["-foreground", *named, *databases]

    def environment(self) -> dict[str, str]:
        """The library that it needs may be unpacked, too."""
        return {**os.environ, "LD_LIBRARY_PATH": str(self.folder / "lib")}

    def configure(self) -> None:
        papers = Papers(self.folder)
        self.ca_file = papers.ca_file
        text = _CONFIG.format(
            pem=papers.file("localhost"),
            folder=self.folder,
            host=self.host,
            port=self.port,
            tls_port=self.tls_port,
            flood=self._flood,
        )
        (self.folder / "ircd.conf").write_text(text)
        (self.folder / "motd").write_text("a server for tests\n")
        (self.folder / "lib").mkdir()
        self._bring_along()

    def _bring_along(self) -> None:
        """The program knows its modules only by the place that it was built for: a copy of it is told another one,
        as long as that. An unpacked one may be where nobody but us can read."""
        place = f"{self.folder}/m/".encode()
        assert len(place) <= len(_BUILT_FOR), f"{place!r} is longer than the path that it stands for"
        package = Path(needs("ircd-hybrid")).parents[1]
        shutil.copytree(package / "lib/ircd-hybrid/modules", self.folder / "m")
        for library in package.glob("lib/*-linux-*/libltdl.so.*"):
            shutil.copy(library, self.folder / "lib" / library.name)
        program = Path(needs("ircd-hybrid")).read_bytes()
        (self.folder / "ircd").write_bytes(program.replace(_BUILT_FOR, place.ljust(len(_BUILT_FOR), b"/")))
        (self.folder / "ircd").chmod(0o755)


_DATABASES = {"k": "klinefile", "d": "dlinefile", "x": "xlinefile", "r": "resvfile"}
