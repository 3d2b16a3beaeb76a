"""What can be learned of a private ticket from being refused."""

from collections.abc import Awaitable, Callable

import pytest

from chatbot.desk import roles
from chatbot.desk.act import Caller
from chatbot.desk.desk import Desk
from tests.desk.doing import ALICE, BOB, accept, close, comment, decline, new, refusal, release, reopen
from tests.people import add_role, in_private, person


@pytest.fixture
async def number(desk: Desk) -> int:
    await add_role(desk, "hr", "bob", "charlie")
    number = await new(desk, in_private("alice"), "mother is ill", role="hr", private=True)
    await accept(desk, in_private("bob"), number)
    return number


async def test_in_a_channel_who_has_it_is_told_to_nobody(desk: Desk, number: int) -> None:
    for caller in (person("charlie"), ALICE, person("ada")):
        assert await refusal(accept(desk, caller, number)) == (
            f"#{number} is taken. Who has it is said in private alone: show {number}"
        )
    assert "went to bob" in await refusal(accept(desk, in_private("charlie"), number))


@pytest.mark.parametrize("verb", [accept, decline, release, comment, close, reopen])
@pytest.mark.parametrize("aloud", [True, False])
async def test_who_may_not_read_it_hears_the_same_whatever_its_state(
    desk: Desk, number: int, verb: Callable[[Desk, Caller, int], Awaitable[None]], aloud: bool
) -> None:
    mallory = person("mallory") if aloud else in_private("mallory")
    heard = {await refusal(verb(desk, mallory, number))}
    await release(desk, BOB, number)
    heard.add(await refusal(verb(desk, mallory, number)))
    await close(desk, BOB, number)
    heard.add(await refusal(verb(desk, mallory, number)))
    assert heard == {f"#{number} is private."}


async def test_how_many_a_role_holds_is_not_counted_where_others_read(desk: Desk, number: int) -> None:
    assert number
    aloud = await refusal(desk.change(person("ada"), roles.delete, "hr"))
    assert aloud == "There are open tickets for hr; a role goes only when it has none. See: list @hr"
    assert "There is 1 open ticket" in await refusal(desk.change(in_private("ada"), roles.delete, "hr"))
