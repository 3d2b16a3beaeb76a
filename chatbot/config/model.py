"""What can be set, and what holds when nothing is. `config.example.toml` explains each key to a person."""

from datetime import timedelta
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, Field
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from chatbot.config import kinds
from chatbot.config.environment import Environment
from chatbot.config.networks import Network
from chatbot.config.section import STRICT
from chatbot.config.types import Type
from chatbot.desk.aloud import Say
from chatbot.desk.identity import EMBEDDED


class Section(BaseModel):
    model_config = STRICT


class Desk(Section):
    database: kinds.FilePath = Path("data/dibs.db")
    nick: kinds.Nick = "dibs"
    prefix: kinds.Prefix = "!"
    default_role: kinds.RoleName = "ops"
    lifetime: kinds.Pace = timedelta(minutes=30)
    every: kinds.Pace = timedelta(minutes=5)
    digest_every: kinds.Pace = timedelta(hours=24)
    stay: kinds.Pace = timedelta(days=14)
    forgotten: kinds.Pace = timedelta(hours=8)
    plugins: kinds.PluginNames = [
        "announce",
        "acceptance",
        "timeouts",
        "reminders",
        "watching",
        "handover",
        "storms",
        "resting",
        "progress",
    ]


class Strength(Section):
    """The least that must be proved of who speaks. Who owns or administers is a member, so it is some login."""

    open: Literal["none", "relayed", "identified", "tracker", "account-tag"] = "none"
    own: Literal["identified", "tracker", "account-tag"] = "identified"
    administer: Literal["identified", "tracker", "account-tag", "shell"] = "identified"


class Embedded(Section):
    enabled: bool | None = None
    ports: kinds.SafePorts = list(kinds.BROWSER_SAFE_PORTS)
    channel: kinds.ChannelName = "#desk"
    quotes: kinds.Channels = []


class Terminal(Section):
    """Who types at a shell: by the name of the user there, the member that they are."""

    members: dict[str, str] = {}


class Billing(Section):
    """What stands on a bill besides. `to`: addresses by the names of clients."""

    from_: str = Field(default="", alias="from")
    to: dict[str, str] = {}
    note: str = ""


class Metrics(Section):
    """Figures for Prometheus; without a port there are none."""

    host: kinds.Own = "127.0.0.1"
    port: kinds.Port | None = None


class Role(Section):
    """A role that is made at the start if it isn't there. `network` is needed only where there are several."""

    name: kinds.RoleName
    network: str | None = None
    channel: kinds.ChannelName | None = None
    open: bool = False
    lifetime: kinds.Pace | None = None
    every: kinds.Pace | None = None
    digest_every: kinds.Pace | None = None
    zone: kinds.Zone | None = None
    next: kinds.RoleName | None = None
    after: kinds.Pace | None = None
    prompts: kinds.Prompts | None = None
    say: Say = "normal"


class Log(Section):
    level: Literal["debug", "info", "warning", "error"] = "info"
    as_json: bool = Field(default=False, alias="json")


class Config(BaseSettings):
    """Everything that can be set. `Config()` is the defaults under the environment; `load()` adds the file."""

    model_config = SettingsConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    desk: Desk = Desk()
    strength: Strength = Strength()
    networks: dict[kinds.NetworkName, Network] = {}
    embedded: Embedded = Embedded()
    role: list[Role] = []
    types: dict[kinds.TypeName, Type] = {}
    trackers: dict[kinds.TrackerName, kinds.TrackerAddress] = {}
    plugins: dict[str, dict[str, Any]] = Field(default={}, repr=False)
    """As they were written: each plugin judges its own. Not in `repr`, for a password may be among them."""
    terminal: Terminal = Terminal()
    billing: Billing = Billing()
    metrics: Metrics = Metrics()
    log: Log = Log()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - passed by name
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - passed by name
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - passed by name
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return Environment(settings_cls), init_settings

    @property
    def embedded_runs(self) -> bool:
        """Unless it is said, the embedded server runs only where there is no other network to be on."""
        return not self.networks if self.embedded.enabled is None else self.embedded.enabled

    @property
    def network_names(self) -> tuple[str, ...]:
        return (*([EMBEDDED] if self.embedded_runs else []), *self.networks)

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles to begin with, each with its network. Open `ops` is only for trying dibs out on its own server."""
        if self.role:
            return tuple(role.model_copy(update={"network": self._home(role)}) for role in self.role)
        tried_out = Role(name=self.desk.default_role, network=EMBEDDED, channel=self.embedded.channel, open=True)
        return (tried_out,) if self.network_names == (EMBEDDED,) else ()

    def _home(self, role: Role) -> str | None:
        return role.network or (self.network_names[0] if role.channel and len(self.network_names) == 1 else None)
