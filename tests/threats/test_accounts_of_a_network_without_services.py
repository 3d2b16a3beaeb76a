"""What an account is that dibs keeps: who makes one, what it is good for, and how it ends."""

import asyncio
from pathlib import Path

import pytest

from chatbot.desk import forgetting, suspending
from chatbot.desk.hashing import Hasher
from chatbot.desk.members import whoami
from chatbot.desk.people import Person
from chatbot.wire import password_key
from store import members
from store import passwords as kept
from tests.people import NETWORK, add_member, in_private, shell
from tests.threats.office import OTHER, SECRET, Office
from tests.threats.test_a_pasted_secret import bytes_of
from tests.threats.test_passwords_that_slip_out import code_for, events


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("short", "at least 8 characters, this one 5"),
        ("x" * 129, "at most 128 characters, this one 129"),
        ("carolina", "first that anybody would try"),
        ("CAROLINA", "first that anybody would try"),
        ("anilorac", "first that anybody would try"),
        ("password", "first that anybody would try"),
        ("aaaaaaaaaa", "first that anybody would try"),
        ("<password>", "without < and >"),
        ("in three words", "more than I understand"),
    ],
)
async def test_a_bad_password_is_refused_without_being_repeated(office: Office, password: str, why: str) -> None:
    said = await office.says("carolina", f"register {password}")
    assert why in said
    assert password not in said.replace("register <password>", "").replace("register [code] <password>", "")
    made = await events(office, "member_registered")
    assert [one.data["person_name"] for one in made] == ["bob", "ada"]


@pytest.mark.parametrize("nick", ["bob", "BOB"])
async def test_a_name_that_is_taken_is_refused(office: Office, nick: str) -> None:
    assert (await office.says(nick, "register evening-star", host="m.example")).startswith("p< Taken: the account")
    assert await office.knows(SECRET)


async def test_two_who_register_one_name_at_once_are_not_both_it(office: Office) -> None:
    said = await asyncio.gather(
        *(office.says("carol", f"register evening-star-{each}", host=f"h{each}.example") for each in range(3))
    )
    assert sorted(one.split(" ")[1] for one in said) == ["Taken:", "Taken:", "You"]


async def test_of_two_changes_at_once_one_wins_and_the_other_hears_of_it(office: Office) -> None:
    for host in ("home.example", "phone.example"):
        await office.says("bob", f"identify {SECRET}", host=host)
    said = await asyncio.gather(
        office.says("bob", f"passwd {SECRET} evening-star", host="home.example"),
        office.says("bob", f"passwd {SECRET} midnight-sun", host="phone.example"),
    )
    lost = [one for one in said if one.startswith("p< That password was changed just now")]
    assert len(lost) == 1
    assert await office.knows("evening-star" if said[1] in lost else "midnight-sun")
    assert not await office.knows("midnight-sun" if said[1] in lost else "evening-star")


async def test_who_is_logged_in_is_not_registered_again(office: Office) -> None:
    await office.says("bob", f"identify {SECRET}")
    assert "You are logged in as bob" in await office.says("bob", "register evening-star")


async def test_a_name_that_a_member_has_elsewhere_is_another_member(office: Office) -> None:
    await elsewhere(office, "carol")
    assert "You are carol" in await office.says("carol", "register evening-star")
    assert (await office.whoami("carol")).startswith("p< You are carol@testnet (by your password here).")


async def elsewhere(office: Office, name: str) -> None:
    """Known from a network with services."""
    await add_member(office.desk, name, network="othernet")


async def test_an_account_of_services_is_not_that_account(office: Office) -> None:
    """Should the network get services one day, or have had some: their bob is somebody else, and is sent nothing."""
    bob = await office.desk.database.read(members.get_by_name, "bob")
    assert bob is not None
    (known,) = await office.desk.database.read(members.list_identities, bob.id)
    for method in ("account-tag", "tracker"):
        found = await office.desk.look(in_private("bob", method=method), whoami)
        assert found.member is None
        assert known.value != in_private("bob", method=method).principal.key


async def test_who_was_forgotten_is_nobody_while_they_still_sit_there(office: Office, tmp_path: Path) -> None:
    await office.says("bob", f"identify {SECRET}")
    hashed = await office.desk.database.read(kept.get, network=NETWORK, value=password_key("bob"))
    assert hashed is not None
    assert hashed.hash.encode() in bytes_of(tmp_path)
    await forgetting.forget(office.desk, shell("ada"), Person("bob"), "really")
    assert hashed.hash.encode() not in bytes_of(tmp_path)
    assert (await office.whoami("bob")).startswith("p< You aren't logged in.")
    assert "You aren't logged in" in await office.says("bob", "role join ops")
    assert not await office.knows(SECRET)


async def test_who_is_suspended_may_do_nothing_though_they_log_in(office: Office) -> None:
    await office.says("bob", f"identify {SECRET}")
    await office.desk.change(shell("ada"), suspending.suspend, Person("bob"), "")
    assert "suspended here" in await office.says("bob", "set tz=Europe/Berlin")
    await office.says("bob", "logout")
    await office.says("bob", f"identify {SECRET}")
    assert "suspended here" in await office.whoami("bob")


async def test_rights_sleep_here_too(office: Office) -> None:
    office.clock.advance(days=61)
    await office.says("bob", f"identify {SECRET}")
    assert "your rights sleep" in await office.whoami("bob")


async def test_a_code_sets_a_new_password_once_and_ends_all_logins_by_the_old_one(office: Office) -> None:
    await office.says("bob", f"identify {SECRET}", host="thief.example")
    code = await code_for(office, "bob")
    assert await office.knows(SECRET), "as long as the code isn't used"
    said = await office.says("robert", f"register {code} evening-star")
    assert said.startswith("p< You are bob, by your new password")
    assert (await office.whoami("bob", host="thief.example")).startswith("p< You aren't logged in.")
    assert not await office.knows(SECRET)
    assert "No such code" in await office.says("mallory", f"register {code} midnight-sun")
    assert await office.knows("evening-star")


async def test_a_code_is_typed_as_it_is_read(office: Office) -> None:
    code = await code_for(office, "bob")
    assert "You are bob" in await office.says("bob", f"register {code.lower()} evening-star")


async def test_a_bad_password_leaves_the_code_good(office: Office) -> None:
    code = await code_for(office, "bob")
    assert "at least 8" in await office.says("bob", f"register {code} short")
    assert "You are bob" in await office.says("bob", f"register {code} evening-star")


async def test_only_admins_get_codes_and_in_private_alone(office: Office) -> None:
    assert "Only an admin" in await office.says("mallory", "member password bob")
    await office.says("ada", f"identify {OTHER}")
    assert "Say it in private" in await office.says("ada", "!member password bob", aloud=True)


async def test_who_is_known_from_elsewhere_gets_an_account_by_a_code(office: Office) -> None:
    await elsewhere(office, "carol")
    code = await code_for(office, "carol")
    assert "You are carol" in await office.says("carol", f"register {code} evening-star")
    assert (await office.whoami("carol")).startswith("p< You are carol (by your password here).")


async def test_passwd_keeps_this_login_and_ends_the_others(office: Office) -> None:
    await office.says("bob", f"identify {SECRET}")
    assert "is the new one" in await office.says("bob", f"passwd {SECRET} evening-star")
    assert office.logins.ends == {"~bob": 1}
    assert not await office.knows(SECRET)
    assert await office.knows("evening-star")


async def test_passwd_is_for_who_is_logged_in(office: Office) -> None:
    assert "You aren't logged in" in await office.says("bob", f"passwd {SECRET} evening-star")


async def test_what_looks_the_same_is_the_same(office: Office) -> None:
    """Composed by one keyboard, and not by another."""
    await office.says("carol", "register caf\u00e9-noir-noir")
    assert await office.knows("cafe\u0301-noir-noir", "carol")


async def test_a_password_in_clear_is_refused_with_a_sentence(office: Office) -> None:
    office.logins.private = False
    said = await office.says("bob", f"identify {SECRET}")
    assert said == "p< Others on the way could read it: dibs and the server speak in clear. Nothing was kept."
    assert office.logins.accounts.get("bob!bob@bob.example") is None


async def test_who_shares_no_channel_is_told_why_they_must(office: Office) -> None:
    office.logins.away.add("bob!bob@bob.example")
    for line in (f"identify {SECRET}", "register evening-star", f"passwd {SECRET} evening-star"):
        assert (await office.says("bob", line)).startswith("p< You are in no channel with dibs. Join one first")


async def test_where_services_keep_the_accounts_no_password_is_taken(office: Office) -> None:
    office.logins.kept = False
    for line in (f"identify {SECRET}", "register evening-star", f"passwd {SECRET} evening-star", "logout"):
        assert (await office.says("bob", line)).startswith("p< dibs keeps no ")


async def test_a_hash_that_was_made_with_less_work_is_made_anew(office: Office) -> None:
    before = await stored(office)
    office.desk.hasher = Hasher(rounds=2, memory=64)
    assert await office.knows(SECRET)
    after = await stored(office)
    assert "m=32,t=1" in before
    assert "m=64,t=2" in after
    assert await office.knows(SECRET)


async def stored(office: Office) -> str:
    found = await office.desk.database.read(kept.get, network=NETWORK, value=password_key("bob"))
    assert found is not None
    return found.hash
