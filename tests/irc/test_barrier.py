"""What was sent and not yet proved."""

from chatbot.irc.barrier import Barriers, Row, Sent
from chatbot.irc.folding import ascii_fold
from chatbot.irc.refusals import Refusal
from chatbot.wire import Outcome


class _Desk:
    """Sends rows and notes their outcomes."""

    def __init__(self) -> None:
        self.barriers = Barriers(ascii_fold)
        self.outcomes: dict[int, Outcome] = {}

    def row(self, number: int, target: str, lines: int = 1, labels: str = "") -> Row:
        """`labels`: a letter a line."""
        row = Row(number, lines, self._settle)
        for _, label in zip(range(lines), labels or " " * lines, strict=True):
            self.barriers.add(Sent(100, target, row, label.strip()))
        return row

    def answered(self, label: str, numeric: str = "") -> dict[int, str]:
        self.barriers.answer(label, Refusal(numeric, "", "no") if numeric else None)
        return self.verdicts

    @property
    def verdicts(self) -> dict[int, str]:
        return {row: outcome.verdict for row, outcome in self.outcomes.items()}

    def reply(self, target: str) -> None:
        self.barriers.add(Sent(100, target))

    def refused(self, numeric: str, target: str) -> None:
        self.barriers.refuse(Refusal(numeric, target, "no"))

    def proved(self, token: str = "t") -> dict[int, str]:
        self.barriers.close(token, 0.0)
        self.barriers.confirm(token)
        return self.verdicts

    def _settle(self, outcome: Outcome) -> None:
        assert outcome.row not in self.outcomes
        self.outcomes[outcome.row] = outcome


def test_a_pong_proves_all_before_its_ping() -> None:
    desk = _Desk()
    desk.row(1, "#desk")
    desk.row(2, "bob")
    assert desk.proved() == {1: "taken", 2: "taken"}


def test_a_refusal_is_the_row_of_its_target_whatever_its_case() -> None:
    desk = _Desk()
    desk.row(1, "#desk")
    desk.row(2, "bob")
    desk.refused("401", "Bob")
    assert desk.proved() == {1: "taken", 2: "refused"}
    assert (desk.outcomes[2].numeric, desk.outcomes[2].reason) == ("401", "nobody has that nick")


def test_all_rows_of_a_target_refused_are_all_refused() -> None:
    desk = _Desk()
    desk.row(1, "bob")
    desk.row(2, "bob")
    desk.refused("401", "bob")
    desk.refused("401", "bob")
    assert desk.proved() == {1: "refused", 2: "refused"}


def test_one_refusal_for_two_rows_of_a_target_leaves_both_unknown() -> None:
    desk = _Desk()
    desk.row(1, "bob")
    desk.row(2, "bob")
    desk.row(3, "#desk")
    desk.refused("439", "bob")
    assert desk.proved() == {1: "unknown", 2: "unknown", 3: "taken"}


def test_a_refusal_that_may_have_meant_a_reply_leaves_the_row_unknown() -> None:
    desk = _Desk()
    desk.reply("bob")
    desk.row(1, "bob")
    desk.refused("401", "bob")
    assert desk.proved() == {1: "unknown"}


def test_a_refusal_without_target_is_clear_when_one_row_was_sent() -> None:
    desk = _Desk()
    desk.row(1, "bob", lines=2)
    desk.refused("412", "")
    assert desk.proved() == {1: "refused"}


def test_a_refusal_without_target_leaves_several_rows_unknown() -> None:
    desk = _Desk()
    desk.row(1, "bob")
    desk.row(2, "#desk")
    desk.refused("412", "")
    assert desk.proved() == {1: "unknown", 2: "unknown"}


def test_a_row_of_several_lines_is_one_and_any_of_them_refuses_it() -> None:
    desk = _Desk()
    desk.row(1, "bob", lines=3)
    desk.refused("401", "bob")
    assert desk.proved() == {1: "refused"}


def test_a_row_over_two_pings_waits_for_the_second() -> None:
    desk = _Desk()
    row = Row(1, 2, lambda outcome: desk.outcomes.update({1: outcome}))
    desk.barriers.add(Sent(100, "bob", row))
    assert desk.proved("a") == {}
    desk.barriers.add(Sent(100, "bob", row))
    assert desk.proved("b") == {1: "taken"}


def test_a_refusal_belongs_to_the_oldest_ping_unanswered() -> None:
    desk = _Desk()
    desk.row(1, "bob")
    desk.barriers.close("a", 0.0)
    desk.row(2, "bob")
    desk.barriers.close("b", 0.0)
    desk.refused("401", "bob")
    desk.barriers.confirm("a")
    desk.barriers.confirm("b")
    assert {row: outcome.verdict for row, outcome in desk.outcomes.items()} == {1: "refused", 2: "taken"}


def test_a_refusal_for_somebody_else_touches_nothing() -> None:
    desk = _Desk()
    desk.row(1, "bob")
    assert not desk.barriers.refuse(Refusal("401", "charlie", "no"))
    assert desk.proved() == {1: "taken"}


def test_a_pong_that_was_never_asked_proves_nothing() -> None:
    desk = _Desk()
    desk.row(1, "bob")
    desk.barriers.close("a", 0.0)
    assert not desk.barriers.confirm("awake")
    assert desk.outcomes == {}


def test_the_bytes_in_flight_are_counted_until_proved() -> None:
    desk = _Desk()
    desk.row(1, "bob", lines=3)
    assert desk.barriers.unproved == 300
    desk.proved()
    assert desk.barriers.unproved == 0


def test_an_answered_label_proves_its_row_alone() -> None:
    desk = _Desk()
    desk.row(1, "#desk", labels="a")
    desk.row(2, "#desk", labels="b")
    assert desk.answered("b") == {2: "taken"}
    assert desk.answered("a") == {1: "taken", 2: "taken"}
    assert desk.barriers.unproved == 0


def test_a_refusal_with_a_label_is_of_that_row_whoever_else_was_written_to() -> None:
    desk = _Desk()
    desk.row(1, "bob", labels="a")
    desk.row(2, "bob", labels="b")
    desk.row(3, "bob", labels="c")
    desk.answered("a")
    desk.answered("b", "439")
    assert desk.answered("c") == {1: "taken", 2: "refused", 3: "taken"}


def test_a_row_of_several_lines_is_taken_when_each_was_answered_and_refused_if_any_was() -> None:
    desk = _Desk()
    desk.row(1, "#desk", 2, labels="ab")
    desk.row(2, "#desk", 2, labels="cd")
    assert desk.answered("a") == {}
    assert desk.answered("b") == {1: "taken"}
    desk.answered("c", "404")
    assert desk.answered("d") == {1: "taken", 2: "refused"}


def test_a_label_that_is_answered_twice_or_was_never_sent_proves_nothing_more() -> None:
    desk = _Desk()
    desk.row(1, "#desk", 2, labels="ab")
    desk.answered("a")
    desk.answered("a")
    assert desk.answered("z") == {}


def test_a_label_that_is_passed_over_is_proved_by_the_pong_in_order() -> None:
    desk = _Desk()
    desk.row(1, "#desk", labels="a")
    desk.row(2, "bob", labels="b")
    desk.refused("401", "bob")
    assert desk.proved() == {1: "taken", 2: "refused"}
    assert desk.barriers.unanswered == 2
    assert not desk.barriers.awaits("b")
    assert desk.answered("b") == {1: "taken", 2: "refused"}, "too late"


def test_a_label_answered_between_ping_and_pong_is_answered() -> None:
    desk = _Desk()
    desk.row(1, "#desk", labels="a")
    desk.barriers.close("t", 0.0)
    desk.answered("a", "404")
    desk.barriers.confirm("t")
    assert (desk.verdicts, desk.barriers.unanswered) == ({1: "refused"}, 0)


def test_what_was_refused_before_a_row_was_answered_is_not_held_against_the_next() -> None:
    desk = _Desk()
    desk.row(1, "bob", labels="a")
    desk.refused("401", "bob")  # of a WHOIS, say
    desk.answered("a")
    desk.row(2, "bob", labels="b")
    assert desk.proved() == {1: "taken", 2: "taken"}
