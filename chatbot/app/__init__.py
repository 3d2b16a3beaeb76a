"""The one place that knows everyone: opens the parts, wires them together, starts and stops them."""

from chatbot.app.opening import (
    command_table,
    load_plugins,
    make_codes,
    open_desk,
)
from chatbot.app.reloading import Reloader
from chatbot.app.running import App, serve

__all__ = [
    "App",
    "Reloader",
    "command_table",
    "load_plugins",
    "make_codes",
    "open_desk",
    "serve",
]
