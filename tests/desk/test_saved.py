"""Views: one's own and a role's, and who may do what to them."""

import pytest
from msgspec.structs import replace

from chatbot.desk import forgetting, leading, linking, roles, saved
from chatbot.desk.act import Caller
from chatbot.desk.bounds import Bounds
from chatbot.desk.desk import Desk
from chatbot.desk.people import Person
from chatbot.desk.reading import Listed
from store import saved as rows
from tests.desk.doing import ADA, ALICE, BOB, CHARLIE, accept, close, events, new, refusal
from tests.people import add_member, add_role, in_private, shell, stranger


async def save(desk: Desk, caller: Caller, name: str, query: str, role: str | None = None) -> None:
    await desk.change(caller, saved.save, role, name, query)


async def names(desk: Desk, caller: Caller) -> list[str]:
    return [one.view.name for one in await desk.look(caller, saved.list_views)]


async def listed(desk: Desk, caller: Caller, text: str, role: str | None = None, *, free: bool = False) -> list[int]:
    found = await desk.look(caller, saved.find, text, role, archived=False, free=free)
    return [one.ticket.id for one in found.seen]


@pytest.fixture
async def led(desk: Desk) -> Desk:
    """bob leads ops, and dora is in it."""
    await add_member(desk, "dora")
    await desk.change(shell(), roles.add, "ops", Person("dora"))
    await desk.change(ADA, leading.lead, "ops", Person("bob"), leads=True)
    return desk


async def test_a_view_finds_what_its_query_finds_for_whoever_asks(led: Desk) -> None:
    bobs, free, over = [await new(led) for _ in range(3)]
    await accept(led, BOB, bobs)
    await close(led, BOB, over)
    await save(led, BOB, "have", "owner:me", "ops")
    await save(led, BOB, "Over", "state:closed")
    assert await listed(led, BOB, "have") == [bobs]
    assert await listed(led, in_private("dora"), "have") == []
    assert await listed(led, BOB, "over") == [over]
    assert await listed(led, BOB, "printer") == [free, bobs]


async def test_ones_own_view_comes_before_the_roles_unless_that_is_named(led: Desk) -> None:
    one, other = await new(led, title="vpn down"), await new(led)
    await save(led, BOB, "x", "vpn")
    await save(led, BOB, "x", "printer", "ops")
    assert await listed(led, BOB, "x") == [one]
    assert await listed(led, BOB, "x", "ops") == [other]
    assert await listed(led, in_private("dora"), "x") == [other]


async def test_a_view_of_somebody_else_is_only_a_word(led: Desk) -> None:
    await new(led)
    await save(led, BOB, "late", "printer", "ops")
    await save(led, BOB, "own", "printer")
    for caller in (CHARLIE, stranger("guest42")):
        assert await listed(led, caller, "late") == await listed(led, caller, "own") == []
    assert await listed(led, in_private("dora"), "own") == []
    assert await names(led, CHARLIE) == []
    assert await refusal(led.look(CHARLIE, saved.show, None, "late")) == "No view late; there are none yet."


async def test_a_role_and_mine_are_lists_by_their_names(desk: Desk) -> None:
    await add_role(desk, "net")
    one, other = await new(desk), await new(desk, role="net")
    await accept(desk, BOB, one)
    assert await listed(desk, ALICE, "net") == [other]
    assert isinstance(await desk.look(ALICE, saved.find, "net", None, archived=False, free=True), Listed)
    assert await listed(desk, BOB, "mine") == [one]
    await save(desk, BOB, "mine", "role:net")
    assert await listed(desk, BOB, "mine") == [other]


async def test_a_query_under_an_old_name_takes_its_place(desk: Desk) -> None:
    await save(desk, ALICE, "late", "printer")
    await save(desk, ALICE, "LATE", "  vpn  ")
    (kept,) = await desk.look(ALICE, saved.list_views)
    assert (kept.view.name, kept.view.query) == ("LATE", "vpn")


async def test_leads_and_admins_alone_save_and_delete_a_roles_views(led: Desk) -> None:
    for caller in (CHARLIE, in_private("dora")):
        said = "Only a lead of ops or an admin may do that. Your own: view save <name> <query>"
        assert await refusal(save(led, caller, "late", "printer", "ops")) == said
    await save(led, BOB, "late", "printer", "ops")
    await save(led, shell(), "free-ones", "is:free", "ops")
    assert await names(led, in_private("dora")) == ["free-ones", "late"]
    assert "Only a lead" in await refusal(led.change(in_private("dora"), saved.delete, "ops", "late"))
    await led.change(ADA, saved.delete, "ops", "late")
    assert await names(led, BOB) == ["free-ones"]


async def test_who_saves_a_roles_view_without_being_in_it_finds_by_it(led: Desk) -> None:
    """At a shell without its name, too: there one is in no role, and has no views of one's own."""
    number = await new(led)
    await close(led, BOB, number)
    await save(led, shell(), "all", "state:any", "ops")
    for caller in (shell(), ADA):
        assert await listed(led, caller, "all", "ops") == [number]
        assert (await led.look(caller, saved.show, "ops", "all")).view.query == "state:any"
    assert await listed(led, shell(), "all") == [number]
    assert await names(led, shell()) == ["all"]
    assert await listed(led, CHARLIE, "all", "ops") == []


async def test_a_view_is_deleted_by_its_name(desk: Desk) -> None:
    await save(desk, ALICE, "late", "printer")
    assert await refusal(desk.change(BOB, saved.delete, None, "late")) == "No view late; there are none yet."
    await desk.change(ALICE, saved.delete, None, "Late")
    assert await names(desk, ALICE) == []
    assert await refusal(desk.change(ALICE, saved.delete, None, "late")) == "No view late; there are none yet."


@pytest.mark.parametrize(
    ("name", "query", "said"),
    [
        ("late", "state:opn", "At character 7: No state opn"),
        ("late", "()", "Search for what?"),
        ("two words", "printer", "The name of a view is one word"),
        ("x" * 31, "printer", "The name of a view has at most 30 characters"),
        ("Free", "printer", "No view can be called Free"),
    ],
)
async def test_what_could_never_be_listed_is_not_saved(desk: Desk, name: str, query: str, said: str) -> None:
    assert (await refusal(save(desk, ALICE, name, query))).startswith(said)
    assert await names(desk, ALICE) == []


async def test_a_view_that_cannot_be_read_any_more_says_what_it_says(desk: Desk) -> None:
    await add_role(desk, "net")
    await save(desk, ALICE, "late", "role:net")
    await desk.change(shell(), roles.delete, "net")
    said = "View late says role:net. At character 6: No role net; there is ops."
    assert await refusal(listed(desk, ALICE, "late")) == said


async def test_who_isnt_logged_in_saves_none(desk: Desk) -> None:
    assert (await refusal(save(desk, stranger("guest42"), "late", "printer"))).startswith("You aren't logged in.")


async def test_there_are_only_so_many(desk: Desk) -> None:
    desk.settings = replace(desk.settings, bounds=Bounds(views=2))
    for name in ("one", "two", "two"):
        await save(desk, ALICE, name, "printer")
    said = "There are 2 views, and 2 is the most. One less: view delete <name>"
    assert await refusal(save(desk, ALICE, "three", "printer")) == said


async def test_the_journal_holds_neither_the_name_nor_the_query(led: Desk) -> None:
    await save(led, BOB, "late", "owner:dora", "ops")
    await led.change(BOB, saved.delete, "ops", "late")
    found = await events(led, "view_saved", "view_deleted")
    assert [(one.kind, one.data, one.texts) for one in found] == [
        ("view_saved", {"view": 1}, {}),
        ("view_deleted", {"view": 1}, {}),
    ]


async def test_a_role_that_goes_takes_its_views_along(desk: Desk) -> None:
    await add_role(desk, "net", "bob")
    await save(desk, ADA, "late", "printer", "net")
    await desk.change(ADA, roles.delete, "net")
    assert await desk.database.read(rows.list_all) == []


async def test_who_is_forgotten_leaves_no_view_and_is_named_in_none(led: Desk) -> None:
    await save(led, in_private("dora"), "own", "printer")
    await save(led, BOB, "hers", "-owner:=Dora printer", "ops")
    await save(led, BOB, "other", "pandora", "ops")
    await forgetting.forget(led, ADA, Person("dora"), "really")
    assert await names(led, BOB) == ["other"]
    assert [one.query for one in await led.database.read(rows.list_all)] == ["pandora"]


async def test_two_that_are_one_have_the_views_of_both(desk: Desk) -> None:
    al = in_private("al", network="oftc")
    await add_member(desk, "al", network="oftc")
    await save(desk, ALICE, "late", "printer")
    await save(desk, al, "Late", "vpn")
    await save(desk, al, "other", "vpn")
    asked = await linking.ask(desk, in_private("alice"), "al@oftc")
    await linking.answer(desk, al, "alice@testnet", asked.code)
    kept = {one.view.name: one.view.query for one in await desk.look(ALICE, saved.list_views)}
    assert kept == {"late": "printer", "other": "vpn"}
