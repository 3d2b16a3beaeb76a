"""Help for who doesn't know dibs yet, and what it takes them for."""

from tests.scenarios.person import Person


async def test_in_a_channel_help_is_one_line(alice: Person) -> None:
    assert await alice.says("#desk", "!help") == [
        "#desk< Tickets: !new <what's wrong>, !list, !12. All of it: /msg dibs help"
    ]


async def test_in_private_help_all_names_every_verb_page_by_page(alice: Person) -> None:
    said = await alice.tells("help all")
    while said[-1].endswith(" more lines: more"):
        said[-1:] = await alice.tells("more")
    text = " ".join(said)
    assert all(f"{verb} " in text for verb in ("new", "accept", "decline", "assign", "release", "comment", "close"))
    assert text.endswith("One of them: help <verb>, such as help new")


async def test_help_for_a_verb_has_its_usage_its_other_names_who_may_and_an_example(alice: Person) -> None:
    assert await alice.tells("help take") == [
        "p< accept <ticket>: Take a ticket, or several (dibs 12 13, dibs 20-38): you become the owner.",
        "p< Also: dibs, take, claim. Who: the role's members, or whom it was offered to. Example: dibs 12",
    ]


async def test_whoami_says_who_what_roles_and_how_many_are_theirs(alice: Person, bob: Person) -> None:
    """VOICE: `You are bob (account-tag). ops; lead of net. 3 yours.`"""
    await alice.says("#desk", "!new @ops printer on fire")
    await bob.tells("dibs 1")
    assert await bob.tells("whoami") == ["p< You are bob (by your nick, which is believed here). ops. 1 yours."]
