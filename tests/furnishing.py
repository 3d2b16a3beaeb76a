"""What a test's house is made from: its roles, its configuration, its link."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from chatbot.config import Config
from chatbot.config.model import Desk, Embedded, Role, Strength
from chatbot.config.types import Type
from chatbot.irc.settings import LinkSettings

HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class RoleOf:
    """A role to begin with, and those whom an admin put into it."""

    name: str = "ops"
    channel: str | None = "#desk"
    members: Sequence[str] = ("bob",)
    open: bool = True
    lifetime: timedelta | None = None
    every: timedelta | None = None
    digest_every: timedelta | None = None
    next: str | None = None
    after: timedelta | None = None
    prompts: int | None = None


def config_of(
    folder: Path,
    network: str,
    roles: Sequence[RoleOf],
    plugins: Sequence[str],
    *,
    settings: Mapping[str, Mapping[str, object]],
    desk: Mapping[str, Any],
    least: Strength | None = None,
    types: Mapping[str, Type] | None = None,
) -> Config:
    return Config(
        desk=Desk(database=folder / "dibs.db", plugins=list(plugins), **desk),
        strength=least or Strength(),
        embedded=Embedded(enabled=False),
        role=[_role(one, network) for one in roles],
        types=dict(types or {}),
        plugins={name: dict(section) for name, section in settings.items()},
    )


def _role(role: RoleOf, network: str) -> Role:
    return Role(
        name=role.name,
        network=network if role.channel else None,
        channel=role.channel,
        open=role.open,
        lifetime=role.lifetime,
        every=role.every,
        digest_every=role.digest_every,
        next=role.next,
        after=role.after,
        prompts=role.prompts,
    )


def link_of(
    port: int, network: str, believed: bool, pacing: str, channels: tuple[str, ...], *, relays: Sequence[str] = ()
) -> LinkSettings:
    return LinkSettings(
        network=network,
        host=HOST,
        port=port,
        nick="dibs",
        channels=channels,
        believed=believed,
        pacing=pacing,
        quiet_after_join=0.0,
        relays=tuple(relays),
    )


def all_channels(channels: Sequence[str], roles: Sequence[RoleOf]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*channels, *(role.channel for role in roles if role.channel)]))
