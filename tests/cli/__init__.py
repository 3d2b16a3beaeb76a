"""The terminal door, as a stranger meets it: each command in a process of its own, in an empty folder."""
