"""draft/multiline: a message of several lines is one message."""

import pytest

from chatbot.desk.bounds import USUAL
from chatbot.irc import multiline
from chatbot.irc.caps import MULTILINE
from chatbot.wire import Channel, Private
from tests.irc.offline import CAPS, Offline, offline

GIVEN = f"{CAPS} draft/multiline"
ALICE = ":alice!a@h"
NOW = "time=2026-11-21T09:00:00.000Z"


def _in(link: Offline, caps: str = GIVEN) -> None:
    link.welcomed(caps)
    link.joined()


def _opens(target: str = "dibs", ref: str = "1", tags: str = NOW, source: str = ALICE) -> str:
    return f"@{tags} {source} BATCH +{ref} draft/multiline {target}"


def _part(text: str, target: str = "dibs", ref: str = "1", tags: str = "", source: str = ALICE) -> str:
    return f"@batch={ref}{tags} {source} PRIVMSG {target} :{text}"


def _says(link: Offline, *texts: str, target: str = "dibs", tags: str = NOW) -> None:
    link.hears(_opens(target, tags=tags), *[_part(text, target) for text in texts], ":s BATCH -1")


def _texts(link: Offline) -> list[str]:
    return [message.text for message in link.messages]


async def test_it_is_asked_for_where_it_is_offered_with_what_it_needs() -> None:
    for offer, asked in ((MULTILINE, True), (("batch", "draft/multiline"), False)):
        async with offline() as link:
            link.connection.begin()
            link.hears(f":s CAP * LS :{' '.join(offer)}".replace("multiline", "multiline=max-bytes=4096,max-lines=24"))
            assert any("draft/multiline" in line for line in await link.said()) == asked


async def test_a_private_paste_of_five_lines_is_one_text() -> None:
    async with offline() as link:
        _in(link)
        _says(link, "new printer on fire", "E13", "", "paper jam", "at tray 2")
        assert _texts(link) == ["new printer on fire\nE13\n\npaper jam\nat tray 2"]
        assert link.messages[0].audience == Private("test", "alice")


async def test_nothing_is_heard_before_its_end() -> None:
    async with offline() as link:
        _in(link)
        link.hears(_opens(), _part("new printer on fire"))
        assert link.messages == []


async def test_a_long_line_that_was_cut_is_whole_again() -> None:
    async with offline() as link:
        _in(link)
        concat = ";draft/multiline-concat"
        link.hears(_opens(), _part("new printer ", tags=concat), _part("on ", tags=concat), _part("fire", tags=concat))
        link.hears(_part("E13"), ":s BATCH -1")
        assert _texts(link) == ["new printer on fire\nE13"]


async def test_who_says_it_stands_at_its_opening() -> None:
    async with offline() as link:
        _in(link)
        link.hears(_opens("#desk", tags=f"{NOW};account=Alice;msgid=id1"))
        link.hears(_part("!list", "#desk", tags=";account=Bob;msgid=id2"), ":s BATCH -1")
        assert (link.messages[0].principal.account, link.messages[0].msgid) == ("Alice", "id1")


async def test_in_a_channel_it_is_one_message_too() -> None:
    async with offline() as link:
        _in(link)
        _says(link, "!new printer on fire", "!close 1", target="#Desk")
        assert _texts(link) == ["!new printer on fire\n!close 1"]
        assert link.messages[0].audience == Channel("test", "#desk")


async def test_each_line_is_cleaned_and_none_becomes_two() -> None:
    async with offline() as link:
        _in(link)
        _says(link, "\x02new\x0f a\x0bb", "\x0304red\x03\ta\u2028b")
        assert _texts(link) == ["new ab\nred a b"]


@pytest.mark.parametrize("texts", [("\x01ACTION opens\x01", "!list"), ("", " "), ("",), ()])
async def test_what_says_nothing_is_nothing(texts: tuple[str, ...]) -> None:
    async with offline() as link:
        _in(link)
        _says(link, *texts)
        assert not [text for text in _texts(link) if text.strip()]


@pytest.mark.parametrize(
    "odd",
    [
        _part("close 1", source=":bob!b@bob.host"),
        _part("close 1", target="#desk"),
        _part("close 1").replace("PRIVMSG", "NOTICE"),
    ],
)
async def test_a_line_of_somebody_else_or_of_another_kind_spoils_it(odd: str) -> None:
    async with offline() as link:
        _in(link)
        link.hears(_opens(), _part("new printer on fire"), odd, _part("more"), ":s BATCH -1")
        assert link.messages == []
        link.hears(f"@{NOW} {ALICE} PRIVMSG dibs :list")
        assert _texts(link) == ["list"]


async def test_within_history_it_is_history() -> None:
    async with offline() as link:
        _in(link)
        link.passes(60)
        link.hears(":s BATCH +h chathistory dibs", f"@batch=h;{NOW} {ALICE} BATCH +1 draft/multiline dibs")
        link.hears(_part("new printer on fire"), ":s BATCH -h", _part("more"), ":s BATCH -1")
        assert link.messages == []


async def test_from_before_our_join_it_is_history() -> None:
    async with offline() as link:
        _in(link)
        _says(link, "!new printer on fire", "E13", target="#desk", tags="time=2026-11-21T08:59:00.000Z")
        assert link.messages == []


@pytest.mark.parametrize("tag", ["bot", "draft/bot"])
async def test_another_bot_is_not_heard(tag: str) -> None:
    async with offline() as link:
        _in(link)
        _says(link, "new printer on fire", "E13", tags=f"{NOW};{tag}")
        assert link.messages == []


async def test_a_reference_that_is_used_again_before_its_end_begins_anew() -> None:
    async with offline() as link:
        _in(link)
        link.hears(_opens(), _part("new old"), _opens(), _part("new printer on fire"), ":s BATCH -1", ":s BATCH -1")
        assert _texts(link) == ["new printer on fire"]


async def test_two_at_once_are_told_apart() -> None:
    async with offline() as link:
        _in(link)
        bob = ":bob!b@bob.host"
        link.hears(_opens(), _opens(ref="2", source=bob), _part("list"), _part("stats", ref="2", source=bob))
        link.hears(_part("free"), ":s BATCH -2", ":s BATCH -1")
        assert _texts(link) == ["stats", "list\nfree"]


async def test_one_that_ends_late_is_not_heard() -> None:
    async with offline() as link:
        _in(link)
        link.hears(_opens(), _part("new printer on fire"))
        link.elapsed += multiline.LASTS + 1
        link.hears(_part("more"), ":s BATCH -1")
        assert link.messages == []


async def test_one_without_end_fills_no_memory_and_is_refused_by_its_length() -> None:
    async with offline() as link:
        _in(link)
        link.hears(_opens(), *[_part("x" * 400) for _ in range(2000)], ":s BATCH -1")
        (text,) = _texts(link)
        assert USUAL.line < len(text) < USUAL.line + 500


async def test_openings_without_end_fill_no_memory() -> None:
    async with offline() as link:
        _in(link)
        for number in range(60):
            link.hears(_opens(ref=str(number)), _part("x", ref=str(number)))
        link.hears(":s BATCH -0", ":s BATCH -59")
        assert _texts(link) == ["x"], "those before were forgotten"


async def test_where_it_was_not_acknowledged_each_line_is_a_message() -> None:
    async with offline() as link:
        _in(link, CAPS)
        _says(link, "list", "stats")
        assert _texts(link) == ["list", "stats"]
