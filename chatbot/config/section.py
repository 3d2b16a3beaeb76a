"""How each table of the configuration is judged."""

from pydantic import ConfigDict

STRICT = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)
"""No key that is unknown passes, and no message shows a value."""
