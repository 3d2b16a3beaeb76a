from msgspec import structs

from chatbot.commands.pages import Answer, replies, spread
from chatbot.wire import Reply
from tests.commands.stage import OPS, message, private
from tests.people import stranger


def test_two_lines_stay_in_the_channel() -> None:
    assert replies(message("!list"), "one\ntwo") == [Reply(OPS, ("one", "two"))]


def test_of_a_long_answer_the_channel_reads_two_lines_and_the_rest_goes_on_in_private() -> None:
    said = Answer(("one", "two", "three", "four"))
    assert replies(message("!list"), said) == [
        Reply(OPS, ("one", "two (2 more in private)")),
        Reply(private(), ("three", "four")),
    ]


def test_a_full_second_line_goes_whole_to_private() -> None:
    public, rest = spread(("one", "x" * 139, "three"))
    assert public == ("one", "(2 more lines in private)")
    assert rest == ("x" * 139, "three")


def test_in_private_all_lines_come_at_once() -> None:
    said = Answer(("one", "two", "three"), private=("four",))
    assert replies(message("list", where=private()), said) == [Reply(private(), ("one", "two", "three", "four"))]


def test_an_answer_in_private_tells_whether_it_is_for_somebody_who_is_logged_in() -> None:
    asked = message("list", where=private())
    unproved = structs.replace(asked, principal=stranger("charlie").principal)
    assert [replies(one, "one")[0].stranger for one in (asked, unproved)] == [False, True]


def test_what_is_meant_for_who_asked_never_reaches_the_channel() -> None:
    said = Answer(("#43 opened.",), private=("#43 opened, private.",))
    assert replies(message("!new x"), said) == [
        Reply(OPS, ("#43 opened.",)),
        Reply(private(), ("#43 opened, private.",)),
    ]


def test_a_status_message_is_answered_to_its_own_target() -> None:
    assert replies(message("!list", target="@#ops"), "one") == [Reply(OPS, ("one",), target="@#ops")]


def test_an_empty_answer_says_nothing() -> None:
    assert replies(message("!list"), "") == []


def test_an_endless_answer_ends() -> None:
    (reply,) = replies(message("list", where=private()), "\n".join(["line"] * 1000))
    assert len(reply.lines) == 40
    assert reply.lines[-1] == "(961 more lines left out: ask for less at once)"


def test_a_line_is_cleaned_on_its_way_out() -> None:
    assert replies(message("!12"), "#12 \x02pri\u202enter\x03 4") == [Reply(OPS, ("#12 printer 4",))]
