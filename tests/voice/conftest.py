"""The same desk and people as in the scenarios."""

from tests.scenarios.conftest import alice, bob, charlie, dave, house, server

__all__ = ["alice", "bob", "charlie", "dave", "house", "server"]
