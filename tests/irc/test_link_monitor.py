"""A link to InspIRCd with Atheme, in no channel: whom MONITOR finds, and who is only called so."""

import dataclasses

from tests.irc.links import SETTINGS, running
from tests.servers.fixtures import People
from tests.servers.network import ServicesNetwork
from tests.waiting import until

ALONE = dataclasses.replace(SETTINGS, channels=())


async def test_who_is_logged_in_and_shares_no_channel_is_found_when_they_come(services: ServicesNetwork) -> None:
    async with running(services, ALONE) as run:
        await run.link.look_for("bob")
        async with await services.login("bob"):
            await until("bob found", lambda: list(run.link.nicks("bob")) == ["bob"])
        await until("bob gone", lambda: not run.link.nicks("bob"))


async def test_who_was_there_before_is_found_at_once_be_they_invisible(services: ServicesNetwork) -> None:
    async with running(services, ALONE) as run, await services.login("bob") as bob:
        await bob.raw("MODE bob +i")
        await bob.raw("AWAY :at lunch")
        await bob.sync()
        assert await run.link.look_for("bob")
        assert list(run.link.nicks("bob")) == ["bob"]
        assert run.link.away("bob")


async def test_who_only_wears_the_nick_is_not_found(services: ServicesNetwork, people: People) -> None:
    async with running(services, ALONE) as run:
        mallory = await people(services, "bob")
        assert await run.link.look_for("bob")
        assert run.link.nicks("bob") == []
        who = run.link.who(mallory.nick)
        assert who is not None
        assert (who.account, who.method) == (None, "none")


async def test_they_are_found_again_after_the_link_was_lost(services: ServicesNetwork) -> None:
    async with running(services, ALONE) as run:
        await run.link.look_for("bob")
        services.kill()
        await run.down()
        await services.start()
        await run.up()
        async with await services.login("bob"):
            await until("bob found", lambda: list(run.link.nicks("bob")) == ["bob"])
