"""Who is called nearly as somebody else."""

from dataclasses import replace

import pytest

from chatbot.desk import members, roles
from chatbot.desk.act import Caller
from chatbot.desk.desk import Desk
from chatbot.wire import Private
from tests.desk.doing import accept, assign, new, personal_offer, refusal
from tests.people import NETWORK, add_role, in_private, principal


async def met_as(desk: Desk, account: str) -> str:
    """The member name that somebody gets who is logged in to that account."""
    who = replace(principal("x"), account=account, key=account.lower())
    await desk.change(Caller(who, Private(NETWORK, "x")), roles.join, "web")
    found = (await desk.look(Caller(who, Private(NETWORK, "x")), members.whoami)).member
    assert found is not None
    return found.name


@pytest.fixture
async def web(desk: Desk) -> None:
    await add_role(desk, "web", is_open=True)


@pytest.mark.usefixtures("web")
@pytest.mark.parametrize("account", ["b\u200bob", "ｂｏｂ", "\u202ebob", "bob\x02", "bob\u2060", "𝐛𝐨𝐛"])
async def test_a_name_that_only_looks_like_bob_is_shown_with_its_network(desk: Desk, account: str) -> None:
    assert (await met_as(desk, account)).endswith(f"@{NETWORK}")


@pytest.mark.usefixtures("web")
@pytest.mark.parametrize("account", ["jürgen", "Ольга", "a[b]", "李"])
async def test_a_name_of_any_script_that_is_itself_stays_as_it_is(desk: Desk, account: str) -> None:
    assert await met_as(desk, account) == account


@pytest.mark.usefixtures("web")
async def test_accounts_that_differ_for_their_network_are_two_members(desk: Desk) -> None:
    assert {await met_as(desk, "a["), await met_as(desk, "a{")} == {"a[", "a{"}


@pytest.mark.usefixtures("web")
async def test_an_account_that_is_called_as_a_role_or_as_dibs_gets_nothing_by_it(desk: Desk) -> None:
    number = await new(desk)
    for name in ("ops", "dibs", "everyone"):
        await met_as(desk, name)
        assert "is for ops, and you aren't in it" in await refusal(accept(desk, in_private(name), number))


@pytest.mark.usefixtures("web")
async def test_bob_of_another_network_is_not_bob(desk: Desk) -> None:
    number = await new(desk)
    other = in_private("bob", network="elsewhere")
    await desk.change(other, roles.join, "web")
    assert "you aren't in it" in await refusal(accept(desk, other, number))
    await assign(desk, in_private("bob"), number, "bob@elsewhere")
    assert await personal_offer(desk, number) is not None
    await accept(desk, other, number)
