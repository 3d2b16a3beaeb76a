"""Where an answer goes when who asked has moved on."""

from chatbot.irc.folding import ascii_fold
from chatbot.irc.forwarding import MOST_MOVES, Forwarding


def test_an_answer_goes_where_the_question_came_from() -> None:
    assert Forwarding(ascii_fold).where("alice") == "alice"


def test_an_answer_follows_every_change_of_the_nick() -> None:
    moves = Forwarding(ascii_fold)
    moves.renamed("alice", "alicia")
    moves.renamed("Alicia", "ally")
    assert moves.where("ALICE") == "ally"


def test_who_quit_is_answered_nowhere() -> None:
    moves = Forwarding(ascii_fold)
    moves.renamed("alice", "alicia")
    moves.quit("alicia")
    assert moves.where("alice") == ""
    assert moves.where("alicia") == ""


def test_whoever_speaks_under_a_nick_is_answered_there() -> None:
    moves = Forwarding(ascii_fold)
    moves.quit("alice")
    moves.spoke("Alice")
    assert moves.where("alice") == "alice"


def test_who_comes_back_to_the_old_nick_is_answered_there() -> None:
    moves = Forwarding(ascii_fold)
    moves.renamed("alice", "alicia")
    moves.renamed("alicia", "alice")
    assert moves.where("alice") == "alice"
    moves.renamed("alice", "Alice")
    assert moves.where("alice").lower() == "alice"


def test_only_the_latest_moves_are_remembered() -> None:
    moves = Forwarding(ascii_fold)
    for number in range(MOST_MOVES + 1):
        moves.quit(f"nick{number}")
    assert moves.where("nick0") == "nick0"
    assert moves.where("nick1") == ""
