"""What is remembered of many: never of more than so many."""

from chatbot.desk.lately import Lately


def test_who_was_looked_at_least_lately_is_forgotten() -> None:
    known = Lately(list[str], 2)
    for name in ("alice", "bob", "alice", "charlie"):
        known.of(name).append(name)
    assert known.of("alice") == ["alice", "alice"]
    assert known.of("bob") == []


def test_what_is_forgotten_begins_anew() -> None:
    known = Lately(list[str], 2)
    known.of("alice").append("here")
    known.forget("alice")
    known.forget("nobody")
    assert known.of("alice") == []
