"""Who tries to keep the admin's code alive, to void it, or to read it where it was said by mistake."""

from datetime import timedelta

import pytest

from chatbot.desk.claiming import claim_admin
from chatbot.desk.codes import AdminCodes
from chatbot.desk.desk import Desk
from tests.desk.doing import refusal
from tests.house import House
from tests.people import FakeClock, in_private, person
from tests.scenarios.person import Person


@pytest.fixture
def shown(desk: Desk, clock: FakeClock) -> list[str]:
    """What the terminal shows; the first code is in force."""
    shown: list[str] = []
    desk.codes = AdminCodes(timedelta(minutes=15), shown.append)
    desk.codes.renew(clock.now())
    return shown


async def test_codes_that_are_said_aloud_keep_none_in_force_for_longer(
    desk: Desk, clock: FakeClock, shown: list[str]
) -> None:
    for _ in range(4):
        clock.advance(minutes=5)
        await refusal(claim_admin(desk, person("mallory"), shown[-1]))
    assert "isn't the code in force" in await refusal(claim_admin(desk, in_private("mallory"), shown[-1]))


async def test_what_is_no_code_voids_none_where_others_read(desk: Desk, shown: list[str]) -> None:
    for guess in ("AAAA-AAAA", "x", "", "me"):
        assert "Say it in private" in await refusal(claim_admin(desk, person("mallory"), guess))
    await claim_admin(desk, in_private("charlie"), shown[0])


async def test_misses_count_on_when_a_code_was_said_aloud(desk: Desk, shown: list[str]) -> None:
    for _ in range(2):
        for _ in range(desk.codes.most_misses // 2):
            await refusal(claim_admin(desk, in_private("mallory"), "AAAA-AAAA"))
        await refusal(claim_admin(desk, person("mallory"), shown[-1]))
    assert "isn't the code in force" in await refusal(claim_admin(desk, in_private("charlie"), shown[-1]))


@pytest.mark.parametrize(
    "slip", ["{0}", "iam {0}", "!aim {0}", "!iam {1} {2}", "!iam {1}{2}", "is it {0}?", "!iam X{3}"]
)
async def test_a_code_that_slipped_out_in_a_channel_is_void_however_it_was_said(
    house: House, alice: Person, mallory: Person, slip: str
) -> None:
    code = house.codes[-1]
    assert "so it is void" in (await alice.says("#desk", slip.format(code, code[:4], code[5:], code[1:])))[0]
    assert "isn't the code in force" in (await mallory.tells(f"iam {code}"))[0]
    assert "an admin now" in (await alice.tells(f"iam {house.codes[-1]}"))[0]
