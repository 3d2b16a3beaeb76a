"""The one place that knows everyone: opens the parts, wires them together, starts and stops them."""

from chatbot.app.opening import (
    WrongInstallation,
    check_installation,
    command_table,
    load_plugins,
    make_codes,
    open_desk,
)
from chatbot.app.running import App, serve

__all__ = [
    "App",
    "WrongInstallation",
    "check_installation",
    "command_table",
    "load_plugins",
    "make_codes",
    "open_desk",
    "serve",
]
