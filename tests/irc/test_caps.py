"""Capability negotiation."""

from hypothesis import given
from hypothesis import strategies as st

from chatbot.irc.caps import Caps


def _caps(*wanted: str) -> Caps:
    return Caps(frozenset(wanted))


def test_only_what_is_offered_and_wanted_is_requested() -> None:
    caps = _caps("account-tag", "batch")
    assert caps.begin() == [b"CAP LS 302\r\n"]
    assert caps.on_cap(["*", "LS", "account-tag sasl=PLAIN echo-message"]) == [b"CAP REQ account-tag\r\n"]
    assert not caps.settled


def test_a_list_of_several_lines_is_awaited() -> None:
    caps = _caps("account-tag", "batch")
    assert caps.on_cap(["*", "LS", "*", "account-tag"]) == []
    assert not caps.settled
    assert caps.on_cap(["*", "LS", "batch"]) == [b"CAP REQ :account-tag batch\r\n"]


def test_what_is_acknowledged_holds() -> None:
    caps = _caps("account-tag", "batch")
    caps.on_cap(["*", "LS", "account-tag batch"])
    caps.on_cap(["*", "ACK", "account-tag "])
    assert not caps.settled
    caps.on_cap(["*", "ACK", "batch"])
    assert caps.settled
    assert caps.has("account-tag", "batch")


def test_a_refused_request_is_tried_one_by_one() -> None:
    caps = _caps("account-tag", "batch")
    caps.on_cap(["*", "LS", "account-tag batch"])
    assert caps.on_cap(["*", "NAK", "account-tag batch"]) == [b"CAP REQ account-tag\r\n", b"CAP REQ batch\r\n"]
    caps.on_cap(["*", "NAK", "account-tag"])
    caps.on_cap(["*", "ACK", "batch"])
    assert caps.settled
    assert caps.acked == {"batch"}


def test_nothing_offered_settles_at_once() -> None:
    caps = _caps("batch")
    assert caps.on_cap(["*", "LS", ""]) == []
    assert caps.settled


def test_new_ones_are_requested_and_deleted_ones_no_longer_hold() -> None:
    caps = _caps("account-tag")
    caps.on_cap(["*", "LS", ""])
    assert caps.on_cap(["dibs", "NEW", "account-tag sasl"]) == [b"CAP REQ account-tag\r\n"]
    caps.on_cap(["dibs", "ACK", "account-tag"])
    assert caps.has("account-tag")
    caps.on_cap(["dibs", "DEL", "account-tag"])
    assert not caps.has("account-tag")


def test_what_was_never_requested_is_not_believed() -> None:
    caps = _caps("batch")
    caps.on_cap(["*", "ACK", "account-tag"])
    assert not caps.has("account-tag")


def test_echoes_are_requested_only_where_they_can_carry_tags() -> None:
    caps = _caps("echo-message", "message-tags")
    assert caps.on_cap(["*", "LS", "echo-message"]) == []
    assert caps.settled
    assert caps.on_cap(["dibs", "NEW", "message-tags"]) == [b"CAP REQ :echo-message message-tags\r\n"]
    assert _caps("echo-message").on_cap(["*", "LS", "echo-message message-tags"]) == [b"CAP REQ echo-message\r\n"]


def test_long_requests_are_cut_into_lines_that_fit() -> None:
    names = [f"vendor.example/some-long-capability-{number}" for number in range(40)]
    lines = Caps(names).on_cap(["*", "LS", " ".join(names)])
    assert len(lines) > 1
    assert all(len(line) <= 510 for line in lines)


@given(st.lists(st.lists(st.sampled_from(["*", "LS", "ACK", "NAK", "NEW", "DEL", "batch", "=", "", "-batch"]))))
def test_no_cap_line_raises(lines: list[list[str]]) -> None:
    caps = _caps("batch")
    for params in lines:
        caps.on_cap(params)
    assert caps.acked <= {"batch"}
