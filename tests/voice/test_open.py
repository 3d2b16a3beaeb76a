"""OPEN: who opens a ticket reads its number, how many are asked and when they hear; the role reads how to take it."""

from tests.scenarios.person import Person


async def test_open(alice: Person, bob: Person) -> None:
    """VOICE: `#12 opened for ops: printer on fire (+ description). 4 asked; you hear by 10:32.`

    A length of time, `within 30m`, is right in every zone.
    """
    assert await alice.says("#desk", "!new @ops printer on fire -- 3rd floor") == [
        "#desk< #1 opened for ops: printer on fire (+ description). 2 asked; you hear within 30m."
    ]
    assert (await bob.hears())[0] == "#ops< #1 new for ops: printer on fire (alice). Take it: dibs 1"


async def test_a_ticket_may_be_opened_by_another_word_and_without_a_role(alice: Person) -> None:
    """Grammar 6: `ticket` is `new`. The only role, or the usual one, is meant."""
    assert await alice.says("#desk", "dibs: ticket printer on fire") == [
        "#desk< #1 opened for ops: printer on fire. 2 asked; you hear within 30m."
    ]
