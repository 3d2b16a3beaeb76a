"""Reporters who aren't logged in are bound to their nick!user@host, until it quits."""

import dataclasses

import pytest
from msgspec.structs import replace

from chatbot.desk import reading, strangers
from chatbot.desk.act import Caller
from chatbot.desk.bounds import Bounds
from chatbot.desk.desk import NOBODY, Desk
from tests.desk.doing import BOB, accept, close, comment, new, refusal
from tests.desk.test_bridged import over
from tests.people import NETWORK, stranger

GUEST = stranger("guest42")


async def quits(desk: Desk, caller: Caller) -> None:
    await desk.change(NOBODY, strangers.unbind, NETWORK, caller.principal.mask)


async def test_a_stranger_comments_on_their_own_ticket(desk: Desk) -> None:
    number = await new(desk, GUEST)
    await comment(desk, GUEST, number)
    assert (await desk.look(GUEST, reading.show, number)).last is not None


async def test_who_wears_the_mask_after_a_quit_is_somebody_else(desk: Desk) -> None:
    number = await new(desk, GUEST)
    await quits(desk, GUEST)
    assert "only its owner, its reporter or ops" in await refusal(comment(desk, GUEST, number))


async def test_another_host_under_the_same_nick_is_somebody_else(desk: Desk) -> None:
    number = await new(desk, GUEST)
    elsewhere = dataclasses.replace(GUEST.principal, mask="guest42!guest42@elsewhere.example")
    other = Caller(elsewhere, GUEST.audience)
    assert "only its owner" in await refusal(comment(desk, other, number))


async def test_only_a_quit_of_somebody_with_tickets_is_written_down(desk: Desk) -> None:
    assert not await desk.look(NOBODY, strangers.has_tickets, NETWORK, GUEST.principal.mask)
    await new(desk, GUEST)
    assert await desk.look(NOBODY, strangers.has_tickets, NETWORK, GUEST.principal.mask)
    await quits(desk, GUEST)
    assert not await desk.look(NOBODY, strangers.has_tickets, NETWORK, GUEST.principal.mask)


async def test_a_stranger_is_counted_by_address_so_a_new_nick_opens_no_more(desk: Desk) -> None:
    for _ in range(desk.settings.bounds.stranger_free):
        await new(desk, GUEST)
    renamed = dataclasses.replace(GUEST.principal, nick="guest43", mask="guest43!guest42@host.example")
    assert "is the most" in await refusal(new(desk, Caller(renamed, GUEST.audience)))


def at(host: str, user: str) -> Caller:
    return Caller(dataclasses.replace(GUEST.principal, mask=f"guest!{user}@{host}"), GUEST.audience)


@pytest.mark.parametrize(
    ("hosts", "elsewhere"),
    [
        (("host.example", "Host.Example"), "other.host.example"),
        (("2001:db8::1", "2001:db8:0:0:5::2"), "2001:db8:0:1::1"),
        (("2001:db8:a:b::1", "2001:DB8:a:b:5::2"), "2001:db8:a:bb::1"),
        (("0::1", "0:0:0:0:5::2"), "2001:db8::1"),
        (("192.0.2.1", "192.0.2.1"), "192.0.2.10"),
    ],
)
async def test_who_chooses_another_user_is_still_at_the_same_host(
    desk: Desk, hosts: tuple[str, ...], elsewhere: str
) -> None:
    for count in range(desk.settings.bounds.host_free):
        await new(desk, at(hosts[count % 2], f"user{count}"))
    told = "10 tickets from where you are wait to be taken, and 10 is the most for who isn't logged in."
    assert await refusal(new(desk, at(hosts[0], "another"))) == told
    await new(desk, at(elsewhere, "another"))
    await accept(desk, BOB, 1)
    await new(desk, at(hosts[0], "another"))


async def test_who_chooses_another_user_has_roles_asked_no_more_often(desk: Desk) -> None:
    desk.settings = replace(desk.settings, bounds=Bounds(host_offers=4))
    for count in range(4):
        await close(desk, at("host.example", f"user{count}"), await new(desk, at("host.example", f"user{count}")))
    assert "Roles were asked 4 times from where you are" in await refusal(new(desk, at("host.example", "another")))
    await new(desk, at("elsewhere.example", "another"))


async def test_what_comes_over_a_bridge_is_not_its_hosts(desk: Desk) -> None:
    for count in range(desk.settings.bounds.host_free):
        await new(desk, over(f"carol{count}", relay="mb!m@relay.example"))
    await new(desk, at("relay.example", "guest"))


async def test_the_right_to_read_a_private_ticket_ends_with_the_quit(desk: Desk) -> None:
    in_private = dataclasses.replace(GUEST, audience=stranger("guest42").audience)
    number = await new(desk, in_private, private=True)
    await quits(desk, GUEST)
    assert "private" in await refusal(desk.look(GUEST, reading.show, number))
