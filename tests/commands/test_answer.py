"""The transcripts of VOICE's ERRORS and of what goes with them, as far as the grammar decides."""

import logging

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chatbot.commands.answer import Commander
from chatbot.wire import Channel
from tests.commands.stage import NO_DESK, Stage, private, table


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("!acept 12", "No verb acept. Did you mean: !accept 12"),
        ("!assign 12", "Who gets #12? !assign 12 <person>"),
        ("!99", "No ticket #99 (newest: #41)."),
        ("!12", "#12 printer on fire"),
        ("dibs: 12?", "#12 printer on fire"),
        ("dibs 12", "#12 is yours"),
        ("dibs 12, 13", "#12 #13 is yours"),
        ("dibs 20-22", "#20 #21 #22 is yours"),
        ("dibs: hello there", "No verb hello. All of them: !help all"),
        ("!assign 12 bob:", "#12: asking bob"),
        ("!re 12 toner's \\\\here", "#12 toner's \\\\here"),
    ],
)
async def test_a_line_in_a_channel_is_answered_there(line: str, answer: str) -> None:
    assert await Stage().in_channel(line) == [answer]


@pytest.mark.parametrize(
    "line", ["!roulette", "!acept", "!acept the cake", "!me 12", "!lst", "!12 monkeys", "!yes", "!?", "!!"]
)
async def test_another_bots_verb_is_met_with_silence(line: str) -> None:
    assert await Stage().replies(line) == []


async def test_in_private_any_unknown_verb_is_answered() -> None:
    stage = Stage()
    assert await stage.in_private("acept") == ["No verb acept. Did you mean: accept <ticket>"]
    assert await stage.in_private("roulette") == ["No verb roulette. All of them: help all"]


async def test_only_the_first_word_of_an_unknown_line_is_echoed(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    said = await Stage().in_private("identfy hunter2")
    assert said
    assert "hunter2" not in "".join(said) + caplog.text


async def test_the_line_dibs_12_counts_only_where_a_roles_tickets_are_read() -> None:
    async def in_ops(channel: Channel) -> bool:
        return channel.name == "#ops"

    stage = Stage(Commander(NO_DESK, table(), takes_here=in_ops))
    assert await stage.in_channel("dibs 12") == ["#12 is yours"]
    assert await stage.replies("dibs 12", where=Channel("embedded", "#random")) == []
    assert await stage.in_private("dibs 12") == ["#12 is yours"]


async def test_errors_are_told_in_public_then_in_private_then_not_at_all() -> None:
    stage = Stage(later=1)
    told = [await stage.replies("!assign 12") for _ in range(3)]
    assert [[reply.to for reply in replies] for replies in told] == [[Channel("embedded", "#ops")], [private()], []]


async def test_errors_never_silence_what_works() -> None:
    stage = Stage(later=0)
    for _ in range(20):
        await stage.replies("!assign 12")
    assert await stage.in_channel("!12") == ["#12 printer on fire"]


async def test_a_handler_that_fails_says_so_and_tells_the_log_no_text(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    assert await Stage().in_channel("!13") == [
        "That went wrong here. Admins are told. To see what stands: !list, or !show <ticket>"
    ]
    assert "show #13 failed: RuntimeError" in caplog.text
    assert "secret title" not in caplog.text


async def test_a_long_answer_goes_on_in_private() -> None:
    replies = await Stage().replies("!list")
    assert [reply.to for reply in replies] == [Channel("embedded", "#ops"), private()]


async def test_what_others_say_in_a_channel_isnt_for_the_desk() -> None:
    assert await Stage().replies("yes, let us list them") == []


@given(
    st.text() | st.binary().map(lambda raw: raw.decode("utf-8", "surrogateescape")),
    st.booleans(),
    st.sampled_from(["", "!", "dibs: "]),
)
@settings(suppress_health_check=[HealthCheck.too_slow])
async def test_whatever_is_said_the_next_line_is_answered(text: str, in_private: bool, before: str) -> None:
    stage = Stage()
    where = private() if in_private else Channel("embedded", "#ops")
    for reply in await stage.replies(before + text, where=where):
        assert not any(ord(char) < 32 for line in reply.lines for char in line)
    assert await stage.in_private("whoami") == ["You are bob"]
