"""Certificates for tests, good ones and bad ones, made anew for each."""

import hashlib
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import trustme

YESTERDAY = datetime.now(UTC) - timedelta(days=1)


class Papers:
    """An authority, and what it signed. `folder` gets the files."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._authority = trustme.CA()
        self.ca_file = folder / "authority.pem"
        self._authority.cert_pem.write_to_path(str(self.ca_file))

    def server(self, *names: str, expired: bool = False) -> ssl.SSLContext:
        """For a server that goes by these names."""
        return serving(self.file(*names, expired=expired))

    def file(self, *names: str, expired: bool = False) -> Path:
        """Key and certificate in one file, for a client or for a program."""
        path = self._folder / f"{'-'.join(names) or 'nameless'}.pem"
        self._issue(*names, expired=expired).private_key_and_cert_chain_pem.write_to_path(str(path))
        path.chmod(0o644)  # servers drop root before they read it
        return path

    def without_its_issuer(self, name: str) -> ssl.SSLContext:
        """Signed by one whom the authority vouches for, and who isn't shown."""
        path = self._folder / f"{name}-alone.pem"
        leaf = self._authority.create_child_ca().issue_cert(name)
        leaf.private_key_pem.write_to_path(str(path))
        leaf.cert_chain_pems[0].write_to_path(str(path), append=True)
        return serving(path)

    def by_common_name(self, name: str) -> ssl.SSLContext:
        """Made out to it where names stood once; no alternative name."""
        path = self._folder / f"{name}-common.pem"
        self._authority.issue_cert(common_name=name).private_key_and_cert_chain_pem.write_to_path(str(path))
        return serving(path)

    def trusts_clients(self, server: ssl.SSLContext) -> None:
        server.load_verify_locations(self.ca_file)
        server.verify_mode = ssl.CERT_REQUIRED

    def _issue(self, *names: str, expired: bool) -> trustme.LeafCert:
        until = YESTERDAY if expired else None
        since = YESTERDAY - timedelta(days=30) if expired else None
        return self._authority.issue_cert(*names, not_before=since, not_after=until)


def fingerprint(pem: Path) -> str:
    """SHA-256 of the first certificate in that file."""
    text = pem.read_text()
    start = text.index("-----BEGIN CERTIFICATE-----")
    end = text.index("-----END CERTIFICATE-----") + len("-----END CERTIFICATE-----")
    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(text[start:end])).hexdigest()


def serving(pem: Path) -> ssl.SSLContext:
    """A server that shows what is in that file."""
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(pem)
    return made
