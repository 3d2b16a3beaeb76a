"""What is acted (/me), noticed, or said by CTCP never commands, and the answer goes where the question was read."""

import pytest

from tests.scenarios.person import Person


@pytest.mark.parametrize(
    "line",
    [
        "PRIVMSG #desk :\x01ACTION !new printer on fire\x01",
        "NOTICE #desk :!new printer on fire",
        "NOTICE dibs :new printer on fire",
        "PRIVMSG dibs :\x01new printer on fire\x01",
        "PRIVMSG dibs :\x01ACTION new printer on fire\x01",
        "NOTICE #ops :dibs 1",
    ],
)
async def test_it_is_no_command(alice: Person, line: str) -> None:
    await alice.client.raw(line)
    await alice.answered()
    assert await alice.hears() == []
    assert await alice.tells("list") == ["p< All: nothing open."]


@pytest.mark.parametrize("address", ["dibs: ", "dibs, ", "DIBS: ", "!", "dibs: !"])
async def test_it_is_a_command_however_dibs_is_addressed(alice: Person, address: str) -> None:
    assert await alice.says("#desk", f"{address}new @ops printer on fire") == [
        "#desk< #1 opened for ops: printer on fire. 2 asked; you hear within 30m."
    ]


async def test_a_carriage_return_smuggled_in_stays_out(alice: Person, bob: Person) -> None:
    """`\\x10r` is a quoted CR to some libraries: whoever is echoed could make the bot say a command."""
    await alice.says("#desk", "!new @ops fire\x10r\x10nQUIT :bye")
    assert "QUIT" in (await bob.hears())[0]
    assert not [line for line in bob.client.lines if line.command == "QUIT" and line.nick == "dibs"]
