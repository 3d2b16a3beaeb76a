"""A link to InspIRCd with Atheme: who is logged in, and as what."""

import dataclasses

import pytest

from chatbot.irc import login
from chatbot.irc.caps import WANTED
from chatbot.irc.settings import LinkSettings, LoginSettings
from chatbot.wire import Channel, Outgoing, Reply
from tests.chaos.proxy import proxied
from tests.irc.links import SETTINGS, Running, running
from tests.servers.fixtures import People
from tests.servers.inspircd import Inspircd
from tests.servers.network import ServicesNetwork
from tests.waiting import until

TAGGED = dataclasses.replace(SETTINGS, channels=("#irc-door",))
TRACKED = dataclasses.replace(TAGGED, trusts_account_tag=False)
BOTH = pytest.mark.parametrize("settings", [TAGGED, TRACKED], ids=["by the tag", "by the tracker"])


async def _who_says(run: Running, text: str) -> tuple[str, str | None, str]:
    principal = (await run.heard(text)).principal
    return principal.method, principal.account, principal.key


@BOTH
async def test_who_is_logged_in_is_known_by_account(services: ServicesNetwork, settings: LinkSettings) -> None:
    async with running(services, settings) as run, await services.login("bob", nick="bobby") as bob:
        await bob.join("#irc-door")
        await bob.say("#irc-door", "!accept 12")
        method, account, key = await _who_says(run, "!accept 12")
        assert (account, key) == ("bob", "bob")
        assert method == ("account-tag" if settings is TAGGED else "tracker")
        assert list(run.link.nicks("bob")) == ["bobby"]
        assert run.link.in_channel("#irc-door", "bob")


@BOTH
async def test_who_wears_the_nick_of_another_is_nobody(
    services: ServicesNetwork, people: People, settings: LinkSettings
) -> None:
    async with running(services, settings) as run:
        mallory = await people(services, "bob", channel="#irc-door")
        await mallory.say("#irc-door", "!accept 12")
        assert (await _who_says(run, "!accept 12"))[:2] == ("none", None)
        assert run.link.nicks("bob") == []


@BOTH
async def test_who_was_there_before_us_is_known(services: ServicesNetwork, settings: LinkSettings) -> None:
    async with await services.login("bob", nick="bobby") as bob:
        await bob.join("#irc-door")
        async with running(services, settings) as run:
            assert list(run.link.nicks("bob")) == ["bobby"]
            assert [seen.key for seen in run.seen] == ["bob"]


async def test_who_shares_no_channel_is_known_by_the_tag_alone(services: ServicesNetwork) -> None:
    async with running(services, TAGGED) as run, await services.login("bob") as bob:
        await bob.say("dibs", "mine")
        assert (await _who_says(run, "mine"))[:2] == ("account-tag", "bob")
        assert run.link.nicks("bob") == []


async def test_who_logs_in_while_we_watch_is_known_from_then_on(services: ServicesNetwork, people: People) -> None:
    async with running(services, TRACKED) as run:
        alice = await people(services, "alicia", channel="#irc-door")
        await alice.say("#irc-door", "before")
        assert (await _who_says(run, "before"))[0] == "none"
        await alice.say("NickServ", f"IDENTIFY alice {services.accounts['alice']}")
        await until("alice logged in", lambda: list(run.link.nicks("alice")) == ["alicia"])
        await alice.say("#irc-door", "after")
        assert (await _who_says(run, "after"))[:2] == ("tracker", "alice")


async def test_who_logs_out_is_nobody_at_once(services: ServicesNetwork) -> None:
    async with running(services, TRACKED) as run, await services.login("bob") as bob:
        await bob.join("#irc-door")
        await until("bob known", lambda: list(run.link.nicks("bob")) == ["bob"])
        await bob.say("NickServ", "LOGOUT")
        await until("bob unknown", lambda: not run.link.nicks("bob"))


async def test_all_that_we_want_of_inspircd_is_granted(services: ServicesNetwork) -> None:
    async with running(services, TAGGED) as run:
        assert run.link.capabilities >= {"account-tag", "account-notify", "extended-join", "server-time", "batch"}
        assert run.link.capabilities <= WANTED


async def test_others_see_that_we_are_a_bot(inspircd: Inspircd, people: People) -> None:
    async with running(inspircd):
        alice = await people(inspircd, "alice", channel="#desk")
        await alice.raw("WHOIS dibs")
        await alice.expect(" 335 alice dibs ")


async def test_operators_who_ask_among_themselves_are_answered_there(inspircd: Inspircd, people: People) -> None:
    alice = await people(inspircd, "alice", channel="#desk")
    charlie = await people(inspircd, "charlie", channel="#desk")
    async with running(inspircd) as run:
        await alice.raw("MODE #desk +v dibs")
        await alice.say("+#desk", "list")
        message = await run.heard("list")
        assert (message.audience, message.mentioned_as) == (Channel("test", "#desk"), "+#desk")
        await run.link.reply(Reply(message.audience, ("none open",), message.mentioned_as))
        assert (await alice.hears("none open")).params[0] == "+#desk"
        await charlie.sync()
        assert charlie.said_by() == []


async def test_history_told_again_at_our_join_commands_nothing(inspircd: Inspircd, people: People) -> None:
    alice = await people(inspircd, "alice", channel="#desk")
    await alice.raw("MODE #desk +H 50:1d")
    await alice.say("#desk", "!new printer on fire")
    await alice.sync()
    async with running(inspircd) as run:
        await alice.say("#desk", "!list")
        await run.heard("!list")
        assert [message.text for message in run.messages] == ["!list"]


@pytest.mark.slow
async def test_a_plain_clients_pace_is_borne_by_a_strict_server(people: People) -> None:
    async with (
        Inspircd(flood_limits=True) as server,
        running(server, dataclasses.replace(SETTINGS, pacing="plain")) as run,
    ):
        alice = await people(server, "alice", channel="#desk")
        outcomes = await run.deliver("#desk", [f"#{row} " + "x" * 300 for row in range(12)])
        assert {outcome.verdict for outcome in outcomes} == {"taken"}
        await alice.sync()  # the answer to a label may be here before she has read the line
        assert len(alice.said_by()) == 12
        assert run.told == ["up"]


async def test_a_refusal_names_its_row_on_inspircd(inspircd: Inspircd, people: People) -> None:
    deaf = await people(inspircd, "deaf", channel="#quiet")
    await deaf.raw("MODE #quiet +m")
    await deaf.sync()
    async with running(inspircd, dataclasses.replace(SETTINGS, channels=("#desk", "#quiet"))) as run:
        lines = [
            Outgoing(1, "#desk", "x"),
            Outgoing(2, "#quiet", "x"),
            Outgoing(3, "gone", "x"),
            Outgoing(4, "deaf", "x"),
        ]
        outcomes = await run.link.deliver(lines)
        assert [outcome.verdict for outcome in outcomes] == ["taken", "refused", "refused", "taken"]
        assert [outcome.numeric for outcome in outcomes] == ["", "404", "401", ""]


async def test_a_channel_for_the_invited_lets_us_in_by_chanserv(services: ServicesNetwork) -> None:
    """Its founder has dibs on the access list; nobody else invites."""
    settings = dataclasses.replace(TAGGED, login=LoginSettings("dibs", services.accounts["dibs"]), channels=("#vault",))
    async with await services.login("alice") as alice:
        await alice.join("#vault")
        await alice.say("ChanServ", "REGISTER #vault")
        await alice.hears("is now registered", from_nick="ChanServ")
        await alice.say("ChanServ", "FLAGS #vault dibs +i")
        await alice.hears("were set on", from_nick="ChanServ")
        await alice.raw("MODE #vault +i")
        await alice.sync()
        async with running(services, settings) as run:
            await until("dibs inside", lambda: run.link.in_channel("#vault", "alice"))
            await alice.say("#vault", "welcome")
            await run.heard("welcome")


async def test_our_nick_is_taken_back_from_who_shares_no_channel(inspircd: Inspircd, people: People) -> None:
    squatter = await people(inspircd, "dibs")
    async with running(inspircd) as run:
        assert run.link.nick == "dibs_"
        await squatter.raw("NICK other")
        await until("our own nick", lambda: run.link.nick == "dibs")


@pytest.mark.parametrize("verb", ["GHOST", "REGAIN"])
async def test_who_wears_our_nick_is_sent_away_by_either_word(
    services: ServicesNetwork, people: People, verb: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(login, "SEND_AWAY", (verb,))
    named = LoginSettings("dibs", services.accounts["dibs"], mechanisms=("PLAIN",), nickserv="NickServ")
    await people(services, "dibs")
    async with running(services, dataclasses.replace(TAGGED, login=named)) as run:
        await until("our own nick", lambda: run.link.nick == "dibs")


async def test_labels_prove_what_is_said_on_inspircd(inspircd: Inspircd, people: People) -> None:
    """One line a notice, where a PING for each few would be said besides; each outcome is its own row's."""
    away = await people(inspircd, "away", channel="#desk")
    await away.raw("AWAY :lunch")
    await away.raw("MODE #desk +c")
    await away.sync()
    async with proxied(inspircd) as proxy, running(proxy) as run:
        before = len(proxy.lines)
        rows = [("#desk", "x"), ("gone", "x"), ("away", "x"), ("dibs", "x"), ("#none", "x"), ("gone", "y")] * 20
        outcomes = await run.link.deliver([Outgoing(row, *line) for row, line in enumerate(rows)])
        numerics = ["", "401", "", "", "403", "401"] * 20
        assert [outcome.numeric for outcome in outcomes] == numerics
        assert [outcome.verdict for outcome in outcomes] == ["refused" if one else "taken" for one in numerics]
        said = proxy.lines[before:]
        assert [line[:7] for line in said] == [b"@label="] * len(rows)


async def test_a_locked_channel_is_entered_by_its_key(inspircd: Inspircd, people: People) -> None:
    alice = await people(inspircd, "alice", channel="#leads")
    await alice.raw("MODE #leads +k swordfish")
    await alice.sync()
    settings = dataclasses.replace(SETTINGS, channels=("#leads",), keys={"#leads": "swordfish"})
    async with running(inspircd, settings) as run:
        await alice.say("#leads", "welcome")
        await run.heard("welcome")
