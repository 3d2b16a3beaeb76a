"""From the name of a network to one of its servers."""

import dataclasses
import socket

import pytest

from tests.irc.links import SETTINGS, running
from tests.irc.scripted import scripted
from tests.servers.ports import free_port


async def test_where_one_server_does_not_answer_the_next_is_tried() -> None:
    nobody = free_port()
    async with scripted() as server:
        settings = dataclasses.replace(SETTINGS, more=((server.host, server.port),))
        there, server.port = server.port, nobody
        async with running(server, settings, awaited=False) as run:
            assert there != nobody
            await (await server.accepts()).welcomes()
            await run.up()


async def test_where_a_server_ends_the_next_is_tried_and_then_the_first_again() -> None:
    async with scripted() as first, scripted() as second:
        settings = dataclasses.replace(SETTINGS, more=((second.host, second.port),))
        async with running(first, settings, awaited=False) as run:
            for server in (first, second, first):
                peer = await server.accepts()
                await peer.welcomes()
                await run.up()
                peer.breaks()
                await run.down()


async def test_dibs_comes_from_the_address_that_it_is_told_to() -> None:
    async with scripted() as server, running(server, dataclasses.replace(SETTINGS, bind="127.0.0.9"), awaited=False):
        assert (await server.accepts()).address == "127.0.0.9"


def has_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True


@pytest.mark.skipif(not has_ipv6(), reason="this machine has no IPv6")
async def test_ipv6_is_spoken() -> None:
    async with scripted(address="::1") as server, running(server, awaited=False) as run:
        await (await server.accepts()).welcomes()
        await run.up()


@pytest.mark.skipif(not has_ipv6(), reason="this machine has no IPv6")
async def test_a_name_of_which_one_address_answers_is_enough() -> None:
    """localhost is ::1 and 127.0.0.1 on most machines; the server listens on one of them."""
    async with scripted() as server:
        server.host = "localhost"
        async with running(server, awaited=False):
            assert (await server.accepts()).address == "127.0.0.1"
