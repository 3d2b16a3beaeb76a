"""A name rings on its bearer's screen: unasked, dibs names who did something or must do something, and nobody else."""

from dataclasses import replace

import pytest

from tests.plugins.facts import PRINTER, Happening
from tests.plugins.test_style import HAPPENINGS, notices

TICKET = replace(PRINTER, reporter="rita", owner="olga", free=False)
OPENED = frozenset({"prompt_opened"})
"""What follows at once from what its reporter did."""


@pytest.mark.parametrize("what", HAPPENINGS, ids=lambda what: what.kind)
def test_an_owner_who_did_nothing_is_not_named(what: Happening) -> None:
    assert [notice.text for notice in notices(what, TICKET) if "olga" in notice.text + notice.brief] == []


@pytest.mark.parametrize("what", HAPPENINGS, ids=lambda what: what.kind)
def test_a_reporter_is_named_where_their_ticket_is_new(what: Happening) -> None:
    named = [notice.text for notice in notices(what, TICKET) if "rita" in notice.text + notice.brief]
    assert named == [] or what.kind in OPENED


def test_who_opened_a_ticket_is_named_in_its_first_lines() -> None:
    opened = next(what for what in HAPPENINGS if what.kind == "prompt_opened")
    assert [notice.text for notice in notices(opened, TICKET) if "(rita)" not in notice.text] == []
