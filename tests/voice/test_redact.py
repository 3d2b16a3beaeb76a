"""A pasted secret is erased: its numbers are shown in private, and nobody reads it here any more."""

from tests.scenarios.person import Person


async def test_redact(alice: Person, bob: Person, charlie: Person) -> None:
    await alice.says("#desk", "!new @ops printer on fire -- it smells")
    await bob.tells("re 1 the password is swordfish")
    assert await bob.tells("redact 1") == [
        "p< #1 text 1, of alice: printer on fire",
        "p< #1 text 2, of alice: it smells",
        "p< #1 text 3, of bob: the password is swordfish",
        "p< Erase one for good: redact 1 <text>",
    ]
    await charlie.hears()
    assert await bob.says("#ops", "!redact 1") == ["#ops< #1: which text? They are numbered in private, by redact 1."]
    assert await bob.says("#ops", "!redact 1 3") == [
        "#ops< #1: text 3 is erased here, for good. Those who read it have read it: change what was secret."
    ]
    (line,) = await alice.tells("history 1")
    assert line.endswith("bob said: (redacted) | 10:00 bob erased text 3")
    assert "swordfish" not in str(await bob.tells("show 1", "redact 1"))
