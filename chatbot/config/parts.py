"""What each part of the house is handed: it never sees the configuration itself."""

from collections.abc import Iterator

from pydantic import SecretStr

from chatbot.config.kinds import address
from chatbot.config.model import EMBEDDED, Config
from chatbot.config.networks import Network
from chatbot.config.types import draft_of
from chatbot.desk.drafts import REQUEST, Draft
from chatbot.desk.settings import DeskSettings
from chatbot.desk.strength import Least
from chatbot.irc.folding import ascii_fold
from chatbot.irc.settings import LinkSettings, LoginSettings, TlsSettings

LOOPBACK = "127.0.0.1"


def desk_settings(config: Config) -> DeskSettings:
    desk = config.desk
    return DeskSettings(
        lifetime=desk.lifetime,
        every=desk.every,
        digest_every=desk.digest_every,
        stay=desk.stay,
        forgotten=desk.forgotten,
        name=desk.nick,
        least=Least(config.strength.open, config.strength.own, config.strength.administer),
        default_role=desk.default_role,
        networks=config.network_names,
        passwords=frozenset(name for name, network in config.networks.items() if network.logins == "passwords"),
        relays=frozenset(
            (name, ascii_fold(relay)) for name, network in config.networks.items() for relay in network.relays
        ),
        quotes=frozenset(_quotes(config)),
        types=types_of(config),
        trackers=dict(config.trackers),
    )


def _quotes(config: Config) -> Iterator[tuple[str, str]]:
    written = {EMBEDDED: config.embedded.quotes, **{name: one.quotes for name, one in config.networks.items()}}
    for name, channels in written.items():
        yield from ((name, channel.lower()) for channel in channels)


def types_of(config: Config) -> dict[str, Draft]:
    """By name; the usual one is there though nobody writes it down."""
    return {REQUEST.name: REQUEST, **{name: draft_of(name, type_) for name, type_ in config.types.items()}}


def link_settings(config: Config) -> list[LinkSettings]:
    """One for each network that is configured; the embedded server's link is `embedded_link`."""
    return [_link(config, name, network) for name, network in config.networks.items()]


def embedded_link(config: Config, port: int) -> LinkSettings:
    """`port` is where the embedded server was found to listen. There, and only there, nicks are believed."""
    return LinkSettings(
        network=EMBEDDED,
        host=LOOPBACK,
        port=port,
        nick=config.desk.nick,
        channels=_channels(config, EMBEDDED, [config.embedded.channel]),
        believed=True,
        pacing="fast",
    )


def _link(config: Config, name: str, network: Network) -> LinkSettings:
    return LinkSettings(
        network=name,
        host=network.host,
        port=network.port_now,
        nick=network.nick or config.desk.nick,
        user=network.user,
        realname=network.realname,
        password=_text(network.secret),
        channels=_channels(config, name, [*network.channels, *network.channel_keys]),
        keys={channel: key.get_secret_value() for channel, key in network.channel_keys.items()},
        pacing=network.pacing,
        reply_verb="NOTICE" if network.replies == "notice" else "PRIVMSG",
        bind=network.bind,
        more=tuple((host, port or network.port_now) for host, port in map(address, network.more_hosts)),
        secure=network.tls,
        tls=TlsSettings(network.tls_ca_file, network.tls_cert_file, network.tls_key_file, frozenset(network.tls_pins)),
        login=_login(network),
        passwords=network.logins == "passwords",
        passwords_in_clear=network.passwords_in_clear,
        relays=tuple(network.relays),
        relay_format=network.relay_format,
    )


def _login(network: Network) -> LoginSettings | None:
    if network.account is None:
        return None
    return LoginSettings(
        account=network.account,
        password=_text(network.account_secret),
        key_file=network.account_key_file,
        mechanisms=tuple(network.sasl),
        required=network.sasl_required,
        nickserv=network.nickserv,
        chanserv=network.chanserv,
    )


def _text(secret: SecretStr | None) -> str | None:
    return secret.get_secret_value() if secret else None


def _channels(config: Config, network: str, named: list[str]) -> tuple[str, ...]:
    """Those that are named, then those of the roles to begin with; each once, as it was spelled first."""
    of_roles = [role.channel for role in config.roles if role.network == network and role.channel]
    return tuple({name.lower(): name for name in reversed([*named, *of_roles])}.values())[::-1]
