"""What is written of a type, as the desk takes it."""

from datetime import timedelta

import pytest

from chatbot.config import load
from chatbot.config.parts import desk_settings
from chatbot.desk.drafts import Draft
from tests.config.conftest import Writer


def request(written: Writer, text: str) -> Draft:
    return desk_settings(load(written(f"[types.request]\n{text}"))).types["request"]


@pytest.mark.parametrize(
    "text", ["", 'keep = "never"', 'afterwards = "delete"', 'keep = "never"\nafterwards = "delete"']
)
def test_what_is_over_is_kept_for_good_unless_a_time_is_written(written: Writer, text: str) -> None:
    assert request(written, text).keep is None


def test_what_has_a_keep_time_is_archived_unless_delete_is_written(written: Writer) -> None:
    kept = request(written, 'keep = "90d"')
    assert (kept.keep, kept.afterwards) == (timedelta(days=90), "archive")
    erased = request(written, 'keep = "1d"\nafterwards = "delete"')
    assert (erased.keep, erased.afterwards) == (timedelta(days=1), "delete")
