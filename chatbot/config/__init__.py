"""Settings: defaults, then a TOML file, then `DIBS_…` variables. Read by the command line and the app only."""

from chatbot.config.load import check, find, load, look
from chatbot.config.model import EMBEDDED, Config, Desk, Embedded, Log, Network, Role
from chatbot.config.problems import ConfigErrors, Problem

__all__ = [
    "EMBEDDED",
    "Config",
    "ConfigErrors",
    "Desk",
    "Embedded",
    "Log",
    "Network",
    "Problem",
    "Role",
    "check",
    "find",
    "load",
    "look",
]
