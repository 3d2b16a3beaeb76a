"""A password typed where others read, mistyped, or pasted: void at once, or kept nowhere."""

import logging
from pathlib import Path

import pytest

from store import journal
from store.records import Event
from tests.threats.office import OTHER, SECRET, Office
from tests.threats.test_a_pasted_secret import bytes_of


async def events(office: Office, kind: str) -> list[Event]:
    return [one for one in await office.desk.database.read(journal.list_after, 0, limit=1000) if one.kind == kind]


@pytest.mark.parametrize(
    "line",
    [
        f"!identify bob {SECRET}",
        f"!identify {SECRET}",
        f"identify bob {SECRET}",
        f"identfy bob {SECRET}",
        f"!idnetify {SECRET}",
        f"dibs: login bob {SECRET}",
        f"/msg dibs identify {SECRET}",
        f"msg dibs identify bob {SECRET}",
        f"!register {SECRET}",
        f"!passwd {SECRET} tomorrow-morning",
        f"!passwd tomorrow-morning {SECRET}",
        f"passwd: {SECRET}",
        f"!identify bob {SECRET} oops",
    ],
)
async def test_a_password_that_is_said_in_a_channel_is_void_at_once(office: Office, line: str) -> None:
    said = await office.says("bob", line, aloud=True)
    assert said == (
        "p< That password or code is void now: others read it. For a new one an admin says: member password bob"
    )
    assert not await office.knows(SECRET)
    assert [one.data["what"] for one in await events(office, "password_voided")] == ["password"]


async def test_it_is_void_whoever_says_it_and_under_whatever_nick(office: Office) -> None:
    assert "is void now" in await office.says("mallory", f"look: !identify bob {SECRET}", aloud=True)
    assert not await office.knows(SECRET)
    assert await office.knows(OTHER, "ada")


async def test_who_is_still_logged_in_sets_a_new_one_by_themselves(office: Office) -> None:
    await office.says("bob", f"identify {SECRET}")
    said = await office.says("bob", f"!passwd {SECRET} tomorrow-morning", aloud=True)
    assert said == "p< That password or code is void now: others read it. Another one, in private: passwd <new>"
    assert not await office.knows("tomorrow-morning")
    assert (await office.says("bob", "passwd evening-star")).startswith("p< The password of bob is the new one.")
    assert await office.knows("evening-star")


async def test_with_a_good_password_the_old_one_is_wanted(office: Office) -> None:
    await office.says("bob", f"identify {SECRET}")
    assert "is wanted, too" in await office.says("bob", "passwd evening-star")
    assert await office.knows(SECRET)


@pytest.mark.parametrize(
    "line", ["!identify bob wrong-password", "!identfy bob wrong-password", "identify the printer"]
)
async def test_what_was_no_password_voids_none_and_is_never_repeated(office: Office, line: str) -> None:
    said = await office.says("bob", line, aloud=True)
    assert "wrong-password" not in said
    assert "void" not in said
    assert await office.knows(SECRET)


@pytest.mark.parametrize("line", ["is it {}?", "!register {} evening-star", "{}", "regster {} x"])
async def test_a_code_that_is_said_in_a_channel_is_void_and_the_password_is_not(office: Office, line: str) -> None:
    code = await code_for(office, "bob")
    assert "is void now" in await office.says("bob", line.format(code), aloud=True)
    assert "No such code" in await office.says("bob", f"register {code} evening-star")
    assert await office.knows(SECRET)


async def code_for(office: Office, name: str) -> str:
    await office.says("ada", f"identify {OTHER}")
    return (await office.says("ada", f"member password {name}")).split("register ")[1].split(" ")[0]


async def test_who_says_many_such_lines_is_not_looked_at_for_ever(office: Office) -> None:
    for each in range(6):
        assert "Was that" not in await office.says("mallory", f"!identify bob wrong-pass-{each}", aloud=True)
    said = await office.says("mallory", f"!identify bob {SECRET}", aloud=True)
    assert said.startswith("p< Was that your password here?")


async def opened_for_alice(office: Office) -> None:
    """Whatever she says to dibs is added to #1."""
    await office.says("bob", f"identify {SECRET}")
    assert "opened for ops, for alice" in await office.says("bob", "new for=alice @ops printer on fire")


MISTYPED = (
    "identfy bob {}",
    "idetify {}",
    "regsiter {}",
    "passwdd {} x",
    "login bob my {}",
    "msg nickserv identify {}",
)


@pytest.mark.parametrize("line", MISTYPED)
async def test_a_mistyped_one_is_not_pasted_into_a_ticket(office: Office, line: str) -> None:
    await office.says("alice", "new @ops printer on fire")
    assert SECRET not in await office.says("alice", line.format(SECRET), after=1)
    assert SECRET not in await office.says("alice", "show 1")


@pytest.mark.parametrize("line", MISTYPED)
async def test_a_mistyped_one_answers_no_question(office: Office, line: str) -> None:
    await opened_for_alice(office)
    said = await office.says("alice", line.format(SECRET))
    assert said.startswith(("p< That is kept nowhere", "p< That is more than I understand"))
    assert SECRET not in await office.says("bob", "history 1")
    assert "added" in await office.says("alice", "3rd, beside the lift")


async def test_words_that_only_begin_like_it_are_an_answer(office: Office) -> None:
    await opened_for_alice(office)
    assert "added" in await office.says("alice", "Registered mail is on the 3rd, beside the lift")


@pytest.mark.parametrize("aloud", [False, True])
async def test_a_number_behind_a_mistyped_verb_is_not_shown_again(office: Office, aloud: bool) -> None:
    """It could be a ticket's, but not behind this verb."""
    said = await office.says("bob", "!identfy 19480612" if aloud else "identfy 19480612", aloud=aloud)
    assert "19480612" not in said


async def test_no_log_and_no_byte_of_the_files_holds_a_word_of_it(
    office: Office, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    words = ("zanzibar-one", "zanzibar-two", "zanzibar-three", "zanzibar-four")
    lines = ["new @ops printer on fire", *(line.format(words[0]) for line in MISTYPED)]
    lines += [
        f"register {words[1]}",
        f"identify {words[1]}",
        f"identify alice {words[2]}",
        f"passwd {words[1]} {words[3]}",
    ]
    lines += [f"identify a b c {words[2]}", f"register {words[2]} {words[3]}", "more", "undo", "delivery 1"]
    for aloud in (False, True):
        for line in lines:
            said = await office.says("alice", f"!{line}" if aloud else line, aloud=aloud, after=1)
            assert "zanzibar" not in said
    code = await code_for(office, "bob")
    await office.says("bob", f"register {code} {words[0]}")
    assert "zanzibar" not in caplog.text
    assert code not in caplog.text
    found = bytes_of(tmp_path).lower()
    assert [word for word in (*words, code.lower(), SECRET) if word.encode() in found] == []
