"""InspIRCd 3 with the IRCv3 modules that dibs can use, and a door for services."""

from pathlib import Path

from tests.servers.binaries import needs
from tests.servers.papers import Papers
from tests.servers.ports import free_port
from tests.servers.process import ServerProcess

SERVER_NAME = "irc.test"
LEAF_NAME = "leaf.test"
SERVICES_NAME = "services.test"
LINK_PASSWORD = "only-for-tests"
OPER = ("root", "root")

_MODULES = (
    *("cap", "ircv3", "ircv3_accounttag", "ircv3_batch", "ircv3_capnotify", "ircv3_chghost", "ircv3_ctctags"),
    *("ircv3_echomessage", "ircv3_invitenotify", "ircv3_labeledresponse", "ircv3_msgid", "ircv3_servertime"),
    *("botmode", "callerid", "cban", "chanhistory", "chghost", "deaf", "hidechans", "monitor", "namesx", "sasl"),
    *("services_account", "setname", "spanningtree", "ssl_gnutls", "sslinfo", "svshold", "uhnames"),
)
_GENEROUS = 'threshold="100000" commandrate="100000000" fakelag="no" recvq="4M" hardsendq="64M" softsendq="32M"'
_DEBIAN = 'threshold="10" recvq="8192" hardsendq="262144" softsendq="8192"'
"""As in Debian's /etc/inspircd/inspircd.conf; only the number of connections from one address is raised here."""

_CONFIG = """\
<server name="{server}" description="a server for tests" network="testnet" id="{id}">
<admin name="nobody" nick="nobody" email="nobody@localhost">
<path configdir="{folder}" datadir="{folder}" logdir="{folder}" runtimedir="{folder}" moduledir="{modules}">
<pid file="{folder}/inspircd.pid">
<log method="file" type="* -USERINPUT -USEROUTPUT" level="default" target="inspircd.log" flush="1">
<files motd="{folder}/motd">
<performance netbuffersize="65534">
<bind address="{host}" port="{port}" type="clients">
<sslprofile name="clients" provider="gnutls" certfile="{pem}" keyfile="{pem}" requestclientcert="yes" hash="sha1">
<bind address="{host}" port="{tls_port}" type="clients" sslprofile="clients">
<bind address="{host}" port="{link_port}" type="servers">
<connect name="main" allow="*" resolvehostnames="no" useident="no" timeout="60" pingfreq="120" maxchans="100"
         localmax="5000" globalmax="5000" maxconnwarn="no" {flood}>
<class name="all" commands="*" privs="*" usermodes="*" chanmodes="*" snomasks="*">
<type name="admin" classes="all">
<oper name="{oper[0]}" password="{oper[1]}" host="*@*" type="admin">
<uline server="{services}" silent="yes">
<link name="{services}" ipaddr="{host}" allowmask="{host}" port="{link_port}" timeout="20"
      sendpass="{password}" recvpass="{password}">
<link name="{other}" ipaddr="{host}" allowmask="{host}" port="{other_port}" timeout="20"
      sendpass="{password}" recvpass="{password}">
{autoconnect}
<sasl target="{services}">
<ircv3 accountnotify="yes" awaynotify="yes" extendedjoin="yes">
"""


class Inspircd(ServerProcess):
    """It registers clients once a second: connect many with `asyncio.gather`.

    With an `uplink` it is a second server of that one's network, and links itself to it again within two seconds.

    With `flood_limits` it disconnects who talks fast, as Debian configures it; without, it takes 64 KB at once and then
    as much a second.
    """

    name = "inspircd"

    ca_file: Path
    """Who vouches for it, by the name localhost, where `tls_port` listens."""

    def __init__(
        self,
        port: int | None = None,
        *,
        flood_limits: bool = False,
        wants_tls: bool = False,
        uplink: "Inspircd | None" = None,
    ) -> None:
        super().__init__(port)
        self._wants_tls = wants_tls
        self._uplink = uplink
        self.link_port = free_port()
        self.tls_port = free_port()
        self._flood = _DEBIAN if flood_limits else _GENEROUS

    def target(self) -> str:
        return needs("inspircd")

    def arguments(self) -> list[str]:
        return ["--config", str(self.folder / "inspircd.conf"), "--nofork", "--nopid"]

    def configure(self) -> None:
        papers = Papers(self.folder)
        self.ca_file = papers.ca_file
        settings = _CONFIG.format(
            pem=papers.file("localhost"),
            tls_port=self.tls_port,
            server=LEAF_NAME if self._uplink else SERVER_NAME,
            id="2LF" if self._uplink else "1TE",
            other=SERVER_NAME if self._uplink else LEAF_NAME,
            other_port=self._uplink.link_port if self._uplink else free_port(),
            autoconnect=f'<autoconnect period="1" server="{SERVER_NAME}">' if self._uplink else "",
            services=SERVICES_NAME,
            password=LINK_PASSWORD,
            oper=OPER,
            host=self.host,
            port=self.port,
            link_port=self.link_port,
            folder=self.folder,
            modules=_module_folder(),
            flood=self._flood,
        )
        modules = "".join(f'<module name="{module}">\n' for module in _MODULES)
        if self._wants_tls:
            modules += f'<module name="ircv3_sts"><sts host="*" duration="30d" port="{self.tls_port}">\n'
        (self.folder / "inspircd.conf").write_text(settings + modules)
        (self.folder / "motd").write_text("a server for tests\n")


def _module_folder() -> Path:
    """Debian's; next to the binary's prefix elsewhere."""
    prefix = Path(needs("inspircd")).resolve().parent.parent
    return prefix / "lib" / "inspircd" / "modules"
