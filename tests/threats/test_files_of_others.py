"""Who puts files where dibs will look for its own."""

import os
from pathlib import Path

import pytest

from chatbot.services.lock import only_one
from store.database import CantOpen, open_database
from tests.people import opened_database


async def test_a_database_of_another_user_that_everybody_may_write_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened_database(tmp_path):
        pass
    file = tmp_path / "dibs.sqlite"
    file.chmod(0o666)
    monkeypatch.setattr(os, "getuid", lambda: file.stat().st_uid + 1)
    with pytest.raises(CantOpen, match="everybody on this machine may write it"):
        await open_database(file)


async def test_a_link_to_something_else_is_refused_and_what_it_leads_to_is_left_as_it_was(tmp_path: Path) -> None:
    precious, link = tmp_path / "precious", tmp_path / "dibs.db"
    precious.write_bytes(b"keep me\n")
    link.symlink_to(precious)
    with pytest.raises(CantOpen):
        await open_database(link)
    assert precious.read_bytes() == b"keep me\n"


def test_a_link_in_the_place_of_the_lock_costs_what_it_leads_to_nothing(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_bytes(b"keep me\n")
    (tmp_path / "dibs.db.lock").symlink_to(precious)
    with only_one(tmp_path / "dibs.db"):
        pass
    assert precious.read_bytes() == b"keep me\n"
