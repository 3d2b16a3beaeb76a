"""Connections that nobody else reads, to a server that is the one it says it is.

Either somebody whom the system trusts vouches for the server's name, or its certificate is one of those that were
pinned. There is no third way: a switch that turns the judging off would be turned.
"""

import asyncio
import hashlib
import ssl

from chatbot.irc.settings import TlsSettings

NO_TLS = frozenset({"WRONG_VERSION_NUMBER", "RECORD_LAYER_FAILURE", "UNSUPPORTED_PROTOCOL", "PACKET_LENGTH_TOO_LONG"})
"""OpenSSL's reasons where the other side answers, and not in TLS 1.2 or newer."""
REFUSED = ("ALERT_UNKNOWN_CA", "ALERT_BAD_CERTIFICATE", "ALERT_CERTIFICATE", "ALERT_ACCESS_DENIED")
"""In OpenSSL's reasons where the other side doesn't want us for what we showed. `…_CERTIFICATE_REQUIRED`, too."""


class Mistrusted(Exception):
    """Whoever answered isn't known to be the server that was meant; the text says why, and what to do."""


def context(tls: TlsSettings) -> ssl.SSLContext:
    """Raises OSError (ssl.SSLError is one) where a file isn't what it should be."""
    made = ssl.create_default_context(cafile=tls.ca_file)
    made.hostname_checks_common_name = False  # nobody vouches for that one (RFC 9525, 2)
    made.minimum_version = ssl.TLSVersion.TLSv1_2
    if tls.pins:
        made.check_hostname = False
        made.verify_mode = ssl.CERT_NONE  # judged by `check_pin`, before a byte is said
    if tls.cert_file is not None:
        made.load_cert_chain(tls.cert_file, tls.key_file, password="")  # no prompt on the terminal
    return made


def check_pin(transport: asyncio.BaseTransport, tls: TlsSettings) -> None:
    """Raises Mistrusted if there are pins, and the certificate is none of them."""
    if not tls.pins:
        return
    secured: ssl.SSLObject | None = transport.get_extra_info("ssl_object")
    shown = secured.getpeercert(binary_form=True) if secured else None
    found = fingerprint(shown) if shown else ""
    if found not in tls.pins:
        raise Mistrusted(f"the server's certificate is another than tls_pins names: {spelled(found) or 'none'}")


def fingerprint(certificate: bytes) -> str:
    """Of a certificate in DER: SHA-256, 64 small hex digits."""
    return hashlib.sha256(certificate).hexdigest()


def spelled(found: str) -> str:
    """As openssl prints it: AB:CD:..."""
    return ":".join(found[at : at + 2] for at in range(0, len(found), 2)).upper()


def explain(error: OSError) -> str:
    """In the words of who has to mend it."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"the server's certificate isn't trusted: {error.verify_message}. See tls_ca_file and tls_pins"
    reason = error.reason if isinstance(error, ssl.SSLError) else None
    if reason is None or reason in NO_TLS:
        return "what answers there doesn't speak TLS 1.2 or newer. Another port? Without TLS: tls = false"
    if any(word in reason for word in REFUSED):
        return "the server refused the certificate that it was shown, or wants one. See tls_cert_file"
    return f"TLS failed: {reason}"
