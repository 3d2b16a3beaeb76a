"""The code that docs/services.md shows does what is said of it."""

import importlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from chatbot.desk import roles, tickets
from chatbot.desk.roles import RoleChange
from chatbot.services.plugins import load
from store import relations
from tests.desk.doing import ADA, last_event
from tests.desk.test_analysis import INCIDENT
from tests.docs import ROOT
from tests.services.at_work import ACCEPTED, MITIGATED, at_work


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Its example is a module that can be imported."""
    (source,) = re.findall(r"```python\n(.*?)```", (ROOT / "docs/services.md").read_text(), re.DOTALL)
    (tmp_path / "our_team").mkdir()
    (tmp_path / "our_team/__init__.py").touch()
    (tmp_path / "our_team/disks.py").write_text(source)
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    importlib.invalidate_caches()
    for name in ("our_team", "our_team.disks"):
        sys.modules.pop(name, None)  # another page has an example of that name, too
    yield
    for name in ("our_team", "our_team.disks"):
        sys.modules.pop(name, None)


@pytest.mark.usefixtures("page")
async def test_the_example_orders_a_disk_and_waits_for_it(tmp_path: Path) -> None:
    (plugin,) = load(["our_team.disks"], {}, {INCIDENT.name: INCIDENT})
    async with at_work(tmp_path) as works:
        await works.board.renew(list(plugin.codes))
        await works.desk.change(ADA, roles.create, "net", RoleChange())
        number, other = await works.opens(title="disk of db broken"), await works.opens(title="db slow")
        await works.takes(number)
        await works.takes(other)
        await works.quiet()
        assert [await works.state(one) for one in (number, other)] == [ACCEPTED, ACCEPTED]
        (follows,) = await works.desk.database.read(relations.list_to, number)
        await works.desk.change(ADA, tickets.close, follows.ticket_id, "")
        await works.quiet()
        assert [await works.state(one) for one in (number, other)] == [MITIGATED, ACCEPTED]
        told = await last_event(works.desk, "member_told")
        assert (told.ticket_id, told.texts["text"]) == (number, "the disk is there")
