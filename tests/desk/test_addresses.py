"""The accounts that members are known by, where an admin writes them down."""

import pytest

from chatbot.desk import members
from chatbot.desk.act import Caller
from chatbot.desk.desk import Desk
from chatbot.wire import Principal, Private
from tests.desk.doing import ADA, refusal
from tests.people import NETWORK


@pytest.mark.parametrize("account", ["two words", "\x1b[31mred", "a,b", "x" * 65, "bob!*@*"])
async def test_an_account_that_no_network_could_know_is_refused(desk: Desk, account: str) -> None:
    said = await refusal(desk.change(ADA, members.add, "eve", network=NETWORK, account=account, admin=False))
    assert said == "An account is one word of at most 64 characters, as NickServ knows it: bob."


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        (("embedded", "Eve[home]"), Principal("embedded", "eve{HOME}", "eve{HOME}", "eve{home}", "believed")),
        ((NETWORK, "ÄNNE"), Principal(NETWORK, "Änne", "Änne", "Änne", "account-tag")),
    ],
)
async def test_an_account_that_was_written_down_is_the_one_that_the_network_proves(
    desk: Desk, written: tuple[str, str], seen: Principal
) -> None:
    network, account = written
    await desk.change(ADA, members.add, "eve", network=network, account=account, admin=False)
    found = await desk.look(Caller(seen, Private(network, seen.nick)), members.whoami)
    assert found.member is not None
    assert found.name == "eve"
