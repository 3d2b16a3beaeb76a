"""`view`: a line each."""

from tests.scenarios.person import Person


async def test_a_view_is_saved_listed_shown_and_deleted(alice: Person) -> None:
    await alice.tells("new @ops printer on fire")
    assert await alice.tells("list late", "view list") == [
        "p< Found none. Fewer words, or shorter ones? What is open: list",
        "p< No view yet. To make one: view save late touched:>2w",
    ]
    assert await alice.tells("view save Late state:open touched:<2w") == [
        "p< View Late is saved for you. To see what it finds: list Late"
    ]
    assert await alice.tells("list late") == ["p< Found 1: #1 printer on fire (free, 0s)"]
    assert await alice.tells("view list", "view show late") == [
        "p< Views: Late",
        "p< View Late: state:open touched:<2w",
    ]
    assert await alice.says("#desk", "!view delete late") == [
        "#desk< View Late is deleted. It said: state:open touched:<2w"
    ]


async def test_a_roles_view_is_its_leads(bob: Person) -> None:
    said = "p< Only a lead of ops or an admin may do that. Your own: view save <name> <query>"
    assert await bob.tells("view save @ops late touched:>2w") == [said]
