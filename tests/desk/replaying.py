"""The state of all tickets as it is, read without the store, to be held against what the journal tells."""

from typing import Any

from chatbot.desk.replaying import Told, replay
from tests.desk.doing import Dump

__all__ = ["Told", "replay", "state_of"]


def state_of(rows: Dump) -> dict[int, Told]:
    """What the tables say, read without the store."""
    return {row["id"]: told_by(row) for row in rows["ticket"]}


def told_by(row: dict[str, Any]) -> Told:
    return Told(row["state"], row["owner_id"], row["priority"], bool(row["private"]), row["role_id"])
