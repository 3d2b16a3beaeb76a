"""The terminal door: `dibs run`, and what is done at a shell beside it."""
