"""Being in the channels we want, and knowing who is there."""

import dataclasses

import pytest

from chatbot.irc.settings import LoginSettings
from chatbot.irc.watchdog import Silent
from chatbot.wire import Outcome, Outgoing
from tests.irc.offline import SETTINGS, Offline, offline

KNOWN = dataclasses.replace(SETTINGS, login=LoginSettings("dibs"))


async def test_the_bot_mode_is_set_before_any_join() -> None:
    async with offline(dataclasses.replace(SETTINGS, channels=("#desk", "#ops"))) as link:
        link.welcomed()
        said = await link.said()
        assert said[-2:] == ["MODE dibs +B", "JOIN #desk,#ops"]


async def test_the_link_is_up_when_the_members_are_known() -> None:
    async with offline() as link:
        link.welcomed()
        link.hears(":dibs!dibs@bot.host JOIN #desk * :dibs")
        assert "WHO #desk %tcuhnfa,152" in await link.said()
        assert link.told == []
        link.hears(":s 315 dibs #DESK :End of WHO")
        assert link.told == ["up"]


async def test_a_server_without_whox_is_asked_plainly() -> None:
    async with offline() as link:
        link.welcomed(isupport="CHANTYPES=#")
        link.hears(":dibs!dibs@bot.host JOIN #desk")
        assert (await link.said())[-1] == "WHO #desk"


async def test_without_channels_the_link_is_up_at_once() -> None:
    async with offline(dataclasses.replace(SETTINGS, channels=())) as link:
        link.welcomed()
        assert link.told == ["up"]


async def test_a_channel_that_refuses_us_is_tried_again_and_holds_nothing_up() -> None:
    async with offline() as link:
        link.welcomed()
        await link.said()
        link.hears(":s 473 dibs #desk :invite only")
        assert link.told == ["up"]
        link.passes(2.1)
        assert await link.said() == ["JOIN #desk"]


async def test_after_a_kick_we_come_back() -> None:
    async with offline() as link:
        link.welcomed()
        link.joined()
        await link.said()
        link.hears(":bob!b@bob.host KICK #desk dibs :out")
        assert not link.session.tracker.in_channel("#desk", "bob")
        link.passes(2.1)
        assert await link.said() == ["JOIN #desk"]


async def test_kicked_again_and_again_we_come_back_ever_more_slowly() -> None:
    async with offline() as link:
        link.welcomed()
        for _ in range(9):
            link.joined()
            link.hears(":bob!b@bob.host KICK #desk dibs :out")
            link.lives(300)
        link.joined()
        link.hears(":bob!b@bob.host KICK #desk dibs :out")
        await link.said()
        link.passes(20)
        assert await link.said() == []


async def test_a_channel_wanted_later_is_joined_at_once() -> None:
    async with offline() as link:
        link.welcomed()
        await link.said()
        link.connection.want(["#ops", "#Desk"])
        assert await link.said() == ["JOIN #ops"]


async def test_what_is_no_channel_is_never_joined() -> None:
    async with offline() as link:
        link.welcomed()
        await link.said()
        link.connection.want(["0", "ops"])
        assert await link.said() == []


async def test_members_that_are_never_listed_hold_nothing_up_but_are_not_trusted() -> None:
    async with offline() as link:
        link.welcomed()
        link.hears(":dibs!dibs@bot.host JOIN #desk * :dibs", ":bob!b@bob.host JOIN #desk Bob :Bob")
        link.passes(31)
        assert link.told == ["up"]
        assert link.session.tracker.nicks("bob") == []


async def test_when_accounts_become_tellable_everyone_is_asked_for_again() -> None:
    async with offline() as link:
        link.welcomed(caps="batch")
        link.joined()
        await link.said()
        link.hears(":s CAP dibs NEW :account-notify extended-join", ":s CAP dibs ACK :account-notify extended-join")
        assert "WHO #desk %tcuhnfa,152" in await link.said()


async def test_a_silent_server_is_asked_and_then_given_up() -> None:
    async with offline() as link:
        link.welcomed()
        await link.said()
        link.passes(61)
        assert "PING awake" in await link.said()
        link.passes(1)
        assert "PING awake" not in await link.said()
        with pytest.raises(Silent):
            link.passes(29)


async def test_a_notice_that_waits_for_a_nick_is_not_said_to_its_next_wearer() -> None:
    async with offline() as link:
        link.welcomed()
        link.joined()
        await link.said()
        outcomes: list[Outcome] = []
        link.connection.send(Outgoing(1, "bob", "a secret"), outcomes.append, alone=False)
        link.hears(":bob!b@bob.host NICK bobby", ":mallory!m@m.host JOIN #desk * :M", ":mallory!m@m.host NICK bob")
        assert await link.said() == []
        assert outcomes == [Outcome(1, "unknown")]


async def test_back_for_long_we_come_back_soon_again() -> None:
    async with offline() as link:
        link.welcomed()
        for _ in range(9):
            link.joined()
            link.hears(":bob!b@bob.host KICK #desk dibs :out")
            link.lives(300)
        link.joined()
        link.lives(70)
        link.hears(":bob!b@bob.host KICK #desk dibs :out")
        await link.said()
        link.passes(2.1)
        assert await link.said() == ["JOIN #desk"]


async def test_a_join_without_any_answer_is_tried_again() -> None:
    async with offline() as link:
        link.welcomed()
        link.passes(31)
        assert link.told == ["up"]
        await link.said()
        link.passes(2.1)
        assert await link.said() == ["JOIN #desk"]


@pytest.mark.parametrize(
    ("targmax", "joins"),
    [
        ("TARGMAX=JOIN:2", ["JOIN #a,#b", "JOIN #c"]),
        ("TARGMAX=JOIN:", ["JOIN #a,#b,#c"]),
        ("TARGMAX=JOIN:0", ["JOIN #a,#b,#c"]),
        ("TARGMAX=PRIVMSG:1,JOIN:1", ["JOIN #a", "JOIN #b", "JOIN #c"]),
    ],
)
async def test_no_more_channels_are_joined_at_once_than_the_server_takes(targmax: str, joins: list[str]) -> None:
    async with offline(dataclasses.replace(SETTINGS, channels=("#a", "#b", "#c"))) as link:
        link.welcomed(isupport=f"CHANTYPES=# {targmax}")
        assert [line for line in await link.said() if line.startswith("JOIN")] == joins


async def test_a_channel_whose_name_would_be_cut_is_not_joined_but_told() -> None:
    long = "#" + "x" * 30
    async with offline(dataclasses.replace(SETTINGS, channels=(long, "#desk"))) as link:
        link.welcomed(isupport="CHANTYPES=# CHANNELLEN=30")
        assert [line for line in await link.said() if line.startswith("JOIN")] == ["JOIN #desk"]
        assert link.shut == [(long, "479")]


async def test_who_can_open_it_hears_which_channel_is_shut() -> None:
    async with offline() as link:
        link.welcomed()
        link.hears(":s 473 dibs #desk :Cannot join channel (+i)")
        assert link.shut == [("#desk", "473")]


def _logged_in(link: Offline) -> None:
    link.connection.begin()
    link.hears(":s CAP * LS :", ":s 900 * dibs!d@h dibs :in", ":s 001 dibs :hello", ":s 376 dibs :end")


@pytest.mark.parametrize("numeric", ["471", "473", "474", "475"])
async def test_chanserv_is_asked_for_an_invitation_and_an_admin_told_if_that_does_not_help(numeric: str) -> None:
    async with offline(KNOWN) as link:
        _logged_in(link)
        await link.said()
        link.hears(f":s {numeric} dibs #desk :no")
        assert await link.said() == ["PRIVMSG ChanServ :INVITE #desk"]
        assert link.shut == []
        link.passes(2.1)
        link.hears(f":s {numeric} dibs #desk :no")
        assert [line for line in await link.said() if "PING" not in line] == [
            "JOIN #desk",
            "PRIVMSG ChanServ :INVITE #desk",
        ]
        assert link.shut == [("#desk", numeric)]
        link.passes(4.1)
        link.joined()
        link.hears(":bob!b@bob.host KICK #desk dibs :out")
        link.passes(8.1)
        link.hears(f":s {numeric} dibs #desk :no")
        assert len(link.shut) == 1, "who was inside asks first again"


@pytest.mark.parametrize("numeric", ["403", "405", "477", "489"])
async def test_where_no_invitation_helps_an_admin_is_told_at_once(numeric: str) -> None:
    async with offline(KNOWN) as link:
        _logged_in(link)
        await link.said()
        link.hears(f":s {numeric} dibs #desk :no")
        assert (await link.said(), link.shut) == ([], [("#desk", numeric)])


async def test_who_is_not_logged_in_or_has_no_services_asks_nobody() -> None:
    async with offline(KNOWN) as link:
        link.welcomed()
        await link.said()
        link.hears(":s 473 dibs #desk :no")
        assert (await link.said(), link.shut) == ([], [("#desk", "473")])
    async with offline(KNOWN) as link:
        _logged_in(link)
        link.hears(":s 730 dibs :NickServ", ":s 731 dibs :NickServ")
        await link.said()
        link.hears(":s 473 dibs #desk :no")
        assert (await link.said(), link.shut) == ([], [("#desk", "473")])


async def test_an_invitation_to_a_channel_that_we_want_is_followed_at_once() -> None:
    async with offline(KNOWN) as link:
        _logged_in(link)
        link.hears(":s 473 dibs #desk :no")
        await link.said()
        link.hears(":ChanServ!c@services INVITE dibs :#Desk")
        assert [line for line in await link.said() if "PING" not in line] == ["JOIN #desk"]


async def test_no_other_invitation_is_followed() -> None:
    async with offline() as link:
        link.welcomed()
        link.hears(":s 473 dibs #desk :no")
        await link.said()
        link.hears(":mallory!m@h INVITE dibs #lair", ":bob!b@h INVITE carol #desk", ":bob!b@h INVITE dibs")
        assert await link.said() == []
        link.passes(2.1)
        link.joined()
        await link.said()
        link.hears(":bob!b@h INVITE dibs #desk")
        assert await link.said() == []


async def test_invitations_to_what_stays_shut_cause_no_flood() -> None:
    async with offline() as link:
        link.welcomed()
        link.hears(":s 474 dibs #desk :banned")
        await link.said()
        for _ in range(50):
            link.hears(":mallory!m@h INVITE dibs #desk", ":s 474 dibs #desk :banned")
        assert [line for line in await link.said() if "PING" not in line] == ["JOIN #desk"]
        link.passes(4.1)
        link.hears(":s 474 dibs #desk :banned", ":mallory!m@h INVITE dibs #desk")
        assert [line for line in await link.said() if "PING" not in line] == ["JOIN #desk"] * 2


async def test_what_is_told_of_others_without_being_asked_is_harmless() -> None:
    async with offline() as link:
        link.welcomed()
        link.joined()
        await link.said()
        link.hears(":bob!b@bob.host SETNAME :Robert", ":dibs!dibs@bot.host SETNAME :x", ":bob!b@bob.host SETNAME")
        link.hears(":bob!b@bob.host ACCOUNT *", ":bob!b@bob.host INVITE eve #desk", ":s TAGMSG #desk")
        assert (await link.said(), link.messages) == ([], [])
        assert link.session.tracker.nicks("bob") == []


async def test_a_channel_that_wants_a_key_is_joined_with_it() -> None:
    settings = dataclasses.replace(SETTINGS, channels=("#desk", "#Leads", "#ops"), keys={"#leads": "swordfish"})
    async with offline(settings) as link:
        link.welcomed()
        joins = [line for line in await link.said() if line.startswith("JOIN")]
        assert joins == ["JOIN #Leads swordfish", "JOIN #desk,#ops"]


async def test_a_channel_that_doesnt_let_us_speak_is_joined_once_more_and_not_again_for_a_while() -> None:
    async with offline() as link:
        link.welcomed()
        link.joined()
        await link.said()
        for _ in range(3):
            link.hears(":s 404 dibs #desk :Cannot send to channel")
        assert await link.said() == ["JOIN #desk"]
        link.passes(31)
        link.hears(":s 404 dibs #DESK :Cannot send to channel")
        assert "JOIN #desk" in await link.said()


async def test_where_we_were_out_and_didnt_know_we_are_in_again() -> None:
    async with offline() as link:
        link.welcomed()
        link.joined()
        link.hears(":s 404 dibs #desk :Cannot send to channel")
        await link.said()
        link.joined()
        assert "WHO #desk %tcuhnfa,152" in await link.said()


async def test_where_we_were_out_and_arent_let_in_admins_hear_and_it_is_tried_again() -> None:
    async with offline() as link:
        link.welcomed()
        link.joined()
        link.hears(":s 404 dibs #desk :Cannot send to channel", ":s 473 dibs #desk :invite only")
        assert link.shut == [("#desk", "473")]
        await link.said()
        link.passes(2.1)
        assert "JOIN #desk" in await link.said()


async def test_a_channel_that_we_dont_want_is_not_joined_for_that() -> None:
    async with offline() as link:
        link.welcomed()
        link.joined()
        await link.said()
        link.hears(":s 404 dibs #other :Cannot send to channel", ":s 404 dibs")
        assert await link.said() == []
