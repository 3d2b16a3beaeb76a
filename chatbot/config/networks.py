"""`[networks.NAME]`: how to reach a network, how to know it, and how to be known there."""

from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, Field, SecretStr, ValidationInfo, field_validator, model_validator

from chatbot.config import kinds
from chatbot.config.secrets import SecretFile
from chatbot.config.section import STRICT
from chatbot.irc.relayed import USUAL
from chatbot.irc.settings import Mechanism, TlsSettings, is_loopback
from chatbot.irc.tls import context

TLS_PORT, PLAIN_PORT = 6697, 6667
ORDER: tuple[Mechanism, ...] = ("SCRAM-SHA-256", "ECDSA-NIST256P-CHALLENGE", "EXTERNAL", "PLAIN")


class Network(BaseModel):
    model_config = STRICT

    host: kinds.Host
    port: kinds.Port | None = None
    more_hosts: kinds.Addresses = []
    bind: kinds.Host | None = None
    tls: bool = True
    tls_ca_file: kinds.CaFile | None = None
    tls_pins: kinds.Pins = []
    tls_cert_file: kinds.FilePath | None = None
    tls_key_file: kinds.FilePath | None = Field(default=None, validate_default=True)
    nick: kinds.Nick | None = None
    user: kinds.User = "dibs"
    realname: kinds.OneLine = "dibs, the ticket desk"
    password: kinds.Secret | None = None
    password_file: kinds.SecretIn | None = None
    account: kinds.Account | None = None
    account_password: kinds.Secret | None = None
    account_password_file: kinds.SecretIn | None = None
    account_key_file: kinds.FilePath | None = None
    sasl: kinds.Mechanisms = list(ORDER)
    sasl_required: bool = False
    nickserv: kinds.Nick | None = None
    chanserv: kinds.Nick = "ChanServ"
    logins: Literal["services", "passwords"] = "services"
    passwords_in_clear: bool = False
    channels: kinds.Channels = []
    channel_keys: dict[kinds.ChannelName, kinds.Key] = {}
    quotes: kinds.Channels = []
    relays: kinds.Relays = []
    relay_format: kinds.RelayFormat = USUAL
    pacing: Literal["plain", "fast"] = "plain"
    replies: Literal["privmsg", "notice"] = "privmsg"

    @field_validator("password_file", "account_password_file")
    @classmethod
    def _not_both(cls, value: SecretFile | None, info: ValidationInfo) -> SecretFile | None:
        other = (info.field_name or "").removesuffix("_file")
        if value and info.data.get(other):
            raise ValueError(f"and {other} are both given: keep one of them.")
        return value

    @field_validator("tls_key_file")
    @classmethod
    def _opens(cls, value: Path | None, info: ValidationInfo) -> Path | None:
        certificate = info.data.get("tls_cert_file")
        if certificate is None:
            if value is not None:
                raise ValueError("is of no use without tls_cert_file.")
            return value
        try:
            context(TlsSettings(cert_file=certificate, key_file=value))
        except (OSError, ValueError):
            raise ValueError(
                "and tls_cert_file aren't a key and its certificate, in PEM, without a password, open to dibs alone."
            ) from None
        return value

    @field_validator("account_key_file")
    @classmethod
    def _is_key(cls, value: Path | None) -> Path | None:
        if value is None:
            return value
        from chatbot.irc.ecdsa import signer  # noqa: PLC0415 - what it loads is wanted only where there is such a key

        try:
            signer(value)
        except OSError:
            raise ValueError("must be the path of a key; no such file can be read.") from None
        return value

    @model_validator(mode="after")
    def _can_log_in(self) -> Self:
        means = (self.account_secret, self.account_key_file, self.tls_cert_file)
        if self.account and not any(means):
            raise ValueError("account needs a password, a key or a certificate.")
        needing = [name for name in ("account_key_file", "sasl_required", "nickserv") if getattr(self, name)]
        if (needing or self.account_secret) and not self.account:
            raise ValueError(f"{(needing or ['account_password'])[0]} is of no use without account.")
        return self

    @model_validator(mode="after")
    def _keeps_secrets(self) -> Self:
        if self.logins == "passwords" and not (self.tls or self.passwords_in_clear or is_loopback(self.host)):
            raise ValueError(
                'logins = "passwords" without tls: anybody on the way could read them. Set tls = true, or, if that is'
                " a wire of your own, passwords_in_clear = true."
            )
        if self.passwords_in_clear and self.logins != "passwords":
            raise ValueError('passwords_in_clear is of no use without logins = "passwords".')
        return self

    @property
    def secret(self) -> SecretStr | None:
        """The server's password, wherever it was given."""
        return self.password_file.content if self.password_file else self.password

    @property
    def account_secret(self) -> SecretStr | None:
        return self.account_password_file.content if self.account_password_file else self.account_password

    @property
    def port_now(self) -> int:
        return self.port or (TLS_PORT if self.tls else PLAIN_PORT)
