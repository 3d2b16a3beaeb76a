"""The choke point: what people wrote can neither command the server nor restyle what others read."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.irc.lines import parse
from chatbot.irc.outgoing import (
    CONTINUED,
    clean,
    command,
    ctcp_answer,
    grouped,
    in_reply,
    is_target,
    privmsg,
    room,
    split,
)

anything = st.text(st.characters())


@pytest.mark.parametrize("mark", ["\r", "\n", "\0", "\x01", "\t"])
def test_what_could_end_a_line_or_begin_a_ctcp_becomes_a_space(mark: str) -> None:
    assert clean(f"a{mark}QUIT") == "a QUIT"


def test_controls_of_style_and_direction_vanish() -> None:
    assert clean("\x02bold\x0304,01red\x0f \x1b[31m\x9bx \u202eright\u2066 \x7f") == "boldred [31mx right "


def test_emoji_joiners_stay() -> None:
    assert clean("👩\u200d💻") == "👩\u200d💻"


@given(anything)
def test_no_text_makes_a_second_line(text: str) -> None:
    for line in privmsg("#desk", text, 400):
        assert line.startswith(b"PRIVMSG #desk :")
        assert line.endswith(b"\r\n")
        assert not set(b"\r\n\0\x01") & set(line[:-2])


@given(anything, st.integers(20, 500))
def test_every_piece_fits_and_nothing_is_lost(text: str, budget: int) -> None:
    text = clean(text)
    pieces = split(text, budget)
    assert all(len(piece.encode()) <= budget for piece in pieces)
    joined = pieces[0] + "".join(piece.removeprefix(CONTINUED) for piece in pieces[1:])
    assert joined.replace(" ", "") == text.replace(" ", "")


@given(anything)
def test_further_lines_never_begin_with_the_users_words(text: str) -> None:
    assert all(piece.startswith(CONTINUED) for piece in split(clean(text), 30)[1:])


def test_cuts_are_between_words() -> None:
    assert split("printer on fire on the third floor", 16) == ["printer on fire", "| on the third", "| floor"]


@pytest.mark.parametrize("cluster", ["e\u0301", "👩\u200d💻", "👍\U0001f3fd", "\U0001f1e9\U0001f1ea", "\u0e01\u0e34"])
def test_no_cut_falls_inside_a_character(cluster: str) -> None:
    for budget in range(30, 40):
        for piece in split(cluster * 40, budget):
            assert piece.removeprefix(CONTINUED).replace(cluster, "") == ""


def test_a_character_longer_than_the_line_is_cut_all_the_same() -> None:
    zalgo = "a" + "\u0301" * 300
    pieces = split(zalgo, 50)
    assert all(len(piece.encode()) <= 50 for piece in pieces)
    assert unicodedata.normalize("NFC", "".join(piece.removeprefix(CONTINUED) for piece in pieces))[0] == "á"


def test_the_budget_leaves_room_for_the_prefix_that_the_server_adds() -> None:
    mask = "dibs!dibs@bot.example"
    budget = room(512, len(mask), "#desk")
    (line,) = privmsg("#desk", "x" * budget, budget)
    assert len(f":{mask} ".encode() + line) == 512


@pytest.mark.parametrize("name", ["", "a b", "a,b", ":a", "a\r\nQUIT", "#c\0", "#\u202e", "a\x02"])
def test_what_is_no_target_is_none(name: str) -> None:
    assert not is_target(name)


@pytest.mark.parametrize("name", ["alice", "#desk", "@#ops", "#käse", "[a]^{}"])
def test_nicks_channels_and_status_targets_are_targets(name: str) -> None:
    assert is_target(name)


@given(st.lists(anything))
def test_no_parameter_makes_a_second_line_or_moves_the_others(params: list[str]) -> None:
    line = command("JOIN", *params)
    assert not set(b"\r\n\0\x01") & set(line[:-2])
    words = line[:-2].decode().split(" :")[0].split(" ")
    assert len(words) in {len(params), len(params) + 1}


def test_a_last_parameter_with_spaces_stays_whole() -> None:
    assert command("QUIT", "see you") == b"QUIT :see you\r\n"
    assert command("PASS", ":odd") == b"PASS ::odd\r\n"


@given(anything)
def test_whatever_a_message_id_is_a_reply_stays_the_same_line(msgid: str) -> None:
    plain = privmsg("#desk", "#12 is yours", 400)
    (line,) = in_reply(plain, msgid)
    assert len(line) - len(plain[0]) <= 4095
    read = parse(line.removesuffix(b"\r\n"))
    assert read
    assert (read.command, read.params) == ("PRIVMSG", ("#desk", "#12 is yours"))
    assert read.tags in ({}, {"+draft/reply": msgid})
    assert line.count(b"\n") == line.count(b"\r") == 1


@pytest.mark.parametrize("msgid", ["1TE~1763715600~12", "a;b", "a\\:b\\", ":a", "x" * 255])
def test_a_message_id_arrives_as_it_came(msgid: str) -> None:
    (line,) = in_reply(privmsg("#desk", "#12 is yours", 400), msgid)
    read = parse(line.removesuffix(b"\r\n"))
    assert read
    assert read.tags == {"+draft/reply": msgid}


def test_a_ctcp_answer_carries_only_our_own_marks() -> None:
    assert ctcp_answer("alice", "VERSION", "dibs\x01\r\n1") == b"NOTICE alice :\x01VERSION dibs   1\x01\r\n"


@given(st.lists(st.text(min_size=1, max_size=30)), st.integers(1, 60))
def test_words_share_a_line_as_long_as_they_fit(words: list[str], longest: int) -> None:
    groups = grouped(words, longest)
    assert [word for group in groups for word in group] == words
    assert all(len(" ".join(group).encode()) <= longest for group in groups if len(group) > 1)
    starts = [(group, following[0]) for group, following in pairwise(groups)]
    assert all(len(" ".join([*group, word]).encode()) > longest for group, word in starts)
