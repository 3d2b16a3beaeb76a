"""A PRIVMSG becomes a message, or nothing."""

import dataclasses

import pytest
from msgspec import structs

from chatbot.wire import Channel, Message, Private
from tests.irc.offline import CAPS, SETTINGS, offline

BEFORE, AFTER = "2026-11-21T08:00:00.000Z", "2026-11-21T09:00:00.100Z"
UNTIMED = CAPS.replace("server-time", "")


async def test_a_line_in_a_channel_is_a_message_there_in_the_channels_own_spelling() -> None:
    async with offline() as link:
        link.welcomed()
        link.joined()
        link.hears(f"@time={AFTER} :alice!a@h PRIVMSG #DESK :!new printer on fire")
        (message,) = link.messages
        assert message.audience == Channel("test", "#desk")
        assert (message.text, message.me, message.mentioned_as) == ("!new printer on fire", ("dibs",), "")
        assert link.session.spoken.last("#desk", message.principal.key) == message.at


async def test_a_private_line_is_a_message_to_who_spoke() -> None:
    async with offline() as link:
        link.welcomed()
        link.hears(":alice!a@h PRIVMSG Dibs :list")
        assert link.messages[0].audience == Private("test", "alice")


async def test_a_line_to_a_channels_operators_is_answered_to_them() -> None:
    async with offline() as link:
        link.welcomed()
        link.joined()
        link.hears(f"@time={AFTER} :alice!a@h PRIVMSG @#desk :list")
        (message,) = link.messages
        assert (message.audience, message.mentioned_as) == (Channel("test", "#desk"), "@#desk")


async def test_both_our_nicks_are_ours() -> None:
    async with offline() as link:
        link.welcomed()
        link.hears(":dibs!dibs@bot.host NICK dibs_", ":alice!a@h PRIVMSG dibs_ :list")
        assert link.messages[0].me == ("dibs_", "dibs")


async def test_our_nick_is_ours_in_any_spelling_that_the_server_takes_for_it() -> None:
    async with offline() as link:
        link.welcomed()
        link.joined()
        link.hears(":dibs!dibs@bot.host NICK dibs[a]", f"@time={AFTER} :alice!a@h PRIVMSG #desk :DIBS{{A}}: list")
        assert link.messages[0].me == ("dibs[a]", "dibs", "DIBS{A}", "DIBS")


@pytest.mark.parametrize(
    "line",
    [
        ":alice!a@h NOTICE dibs :list",
        ":alice!a@h PRIVMSG dibs :\x01ACTION lists\x01",
        ":alice!a@h PRIVMSG dibs :\x01DCC SEND x\x01",
        ":alice!a@h PRIVMSG dibs :",
        ":alice!a@h PRIVMSG dibs",
        ":alice!a@h PRIVMSG",
        ":alice!a@h PRIVMSG charlie :list",
        ":alice!a@h PRIVMSG $* :list",
        ":server PRIVMSG dibs :list",
        "@bot :helper!h@h PRIVMSG dibs :list",
        "@inspircd.org/bot :helper!h@h PRIVMSG dibs :list",
        ":dibs!dibs@bot.host PRIVMSG dibs :list",
    ],
)
async def test_what_is_no_message_is_none(line: str) -> None:
    async with offline() as link:
        link.welcomed()
        link.hears(line)
        assert link.messages == []


async def test_controls_in_what_is_said_are_gone_at_the_door() -> None:
    async with offline() as link:
        link.welcomed()
        link.hears(":alice!a@h PRIVMSG dibs :\x02list\x0f \x0304red\x03 \x10r\x1b[2J \u202eabc")
        assert link.messages[0].text == "list red r[2J abc"


async def test_version_is_answered_once_in_ten_seconds() -> None:
    async with offline() as link:
        link.welcomed()
        await link.said()
        link.hears(*[":alice!a@h PRIVMSG dibs :\x01VERSION\x01"] * 3)
        (answer,) = await link.said()
        assert answer.startswith("NOTICE alice :\x01VERSION dibs ")
        link.passes(10)
        link.hears(":alice!a@h PRIVMSG dibs :\x01VERSION\x01")
        assert len(await link.said()) == 1


async def test_a_message_that_nobody_can_handle_is_skipped_and_the_next_one_heard(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with offline() as link:
        link.welcomed()
        heard: list[str] = []

        def stumble(message: Message) -> None:
            heard.append(message.text)
            raise ValueError(message.text)

        link.session.ears = structs.replace(link.session.ears, message=stumble)
        link.hears(":alice!a@h PRIVMSG dibs :secret", ":alice!a@h PRIVMSG dibs :again")
        assert heard == ["secret", "again"]
        assert "was skipped: ValueError" in caplog.text
        assert "secret" not in caplog.text


async def test_lines_of_a_history_batch_are_not_said_now() -> None:
    async with offline() as link:
        link.welcomed()
        link.joined()
        link.passes(60)
        link.hears(
            ":s BATCH +a chathistory #desk",
            "@batch=a :s BATCH +b netjoin",
            f"@batch=a;time={AFTER} :alice!a@h PRIVMSG #desk :!new old",
            f"@batch=b;time={AFTER} :alice!a@h PRIVMSG #desk :!new older",
            ":s BATCH -b",
            ":s BATCH -a",
            f"@batch=a;time={AFTER} :alice!a@h PRIVMSG #desk :!new now",
        )
        assert [message.text for message in link.messages] == ["!new now"]


async def test_lines_of_a_batch_that_is_one_too_many_are_not_said_now() -> None:
    async with offline() as link:
        link.welcomed()
        link.joined()
        link.hears(*[f":s BATCH +{number} netjoin" for number in range(100)], ":s BATCH +h chathistory #desk")
        link.hears(f"@batch=h;time={AFTER} :alice!a@h PRIVMSG #desk :!new old")
        link.hears(f"@batch=1;time={AFTER} :alice!a@h PRIVMSG #desk :!new now")
        assert [message.text for message in link.messages] == ["!new now"]


async def test_lines_from_before_our_join_are_not_said_now() -> None:
    async with offline() as link:
        link.welcomed()
        link.joined(tags="@time=2026-11-21T09:00:00.900Z ")
        link.hears(f"@time={BEFORE} :alice!a@h PRIVMSG #desk :!new old")
        link.hears("@time=2026-11-21T09:00:00Z :alice!a@h PRIVMSG #desk :!new now, in whole seconds")
        assert [message.text for message in link.messages] == ["!new now, in whole seconds"]


async def test_private_lines_from_before_our_welcome_are_not_said_now() -> None:
    async with offline() as link:
        link.connection.begin()
        link.hears(f":s CAP * LS :{CAPS}", f":s CAP * ACK :{CAPS}", f"@time={AFTER} :s 001 dibs :hello")
        link.hears(f"@time={BEFORE} :alice!a@h PRIVMSG dibs :old", f"@time={AFTER} :alice!a@h PRIVMSG dibs :now")
        assert [message.text for message in link.messages] == ["now"]


async def test_a_time_that_no_calendar_has_is_none(caplog: pytest.LogCaptureFixture) -> None:
    """In UTC it is before the year 1, or after 9999."""
    async with offline() as link:
        link.welcomed()
        link.joined()
        link.passes(3)
        for time in ("0001-01-01T00:00:00+05:00", "9999-12-31T23:59:59-05:00"):
            link.hears(f"@time={time} :alice!a@h PRIVMSG #desk :!new now")
        assert [message.text for message in link.messages] == ["!new now", "!new now"]
    assert "was skipped" not in caplog.text


async def test_where_lines_carry_no_time_the_first_seconds_after_a_join_are_ignored() -> None:
    async with offline() as link:
        link.welcomed(caps=UNTIMED)
        link.joined()
        link.hears(":alice!a@h PRIVMSG #desk :!new old", ":alice!a@h PRIVMSG dibs :private is heard")
        link.passes(3)
        link.hears(":alice!a@h PRIVMSG #desk :!new now")
        assert [message.text for message in link.messages] == ["private is heard", "!new now"]


async def test_a_time_that_was_not_acknowledged_is_not_believed() -> None:
    async with offline() as link:
        link.welcomed(caps=UNTIMED)
        link.joined()
        link.hears(f"@time={AFTER} :alice!a@h PRIVMSG #desk :!new old")
        assert link.messages == []


async def test_the_embedded_server_is_heard_from_the_first_moment() -> None:
    async with offline(dataclasses.replace(SETTINGS, believed=True)) as link:
        link.welcomed(caps="")
        link.joined()
        link.hears(":alice!a@h PRIVMSG #desk :!new now")
        assert len(link.messages) == 1


async def test_a_quit_is_told_with_the_whole_address() -> None:
    async with offline() as link:
        link.welcomed()
        link.joined()
        link.hears(":guest42!g@h QUIT :bye")
        assert link.gone == ["guest42!g@h"]


async def test_a_change_of_nick_or_host_is_told_with_both_addresses() -> None:
    async with offline() as link:
        link.welcomed()
        link.joined()
        link.hears(":guest42!g@h NICK guest43", ":guest43!g@h CHGHOST g cloaked.example", ":dibs!d@h NICK dibs2")
        assert link.moved == [("guest42!g@h", "guest43!g@h"), ("guest43!g@h", "guest43!g@cloaked.example")]


@pytest.mark.parametrize("text", ["\x02\x0f", "\x0304,01\x03", "\u200e", "\x02\x02\x1f"])
async def test_nothing_is_said_by_what_nobody_sees(text: str) -> None:
    async with offline() as link:
        link.welcomed()
        link.joined()
        link.hears(f":alice!a@h PRIVMSG dibs :{text}")
        link.hears(f"@time={AFTER} :alice!a@h PRIVMSG #desk :{text}")
        assert link.messages == []
