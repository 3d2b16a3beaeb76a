"""The page about searching has the whole language, as it is."""

import re

from chatbot.desk.bounds import USUAL
from chatbot.desk.filters import FILTERS
from chatbot.desk.queries import parse
from store.looking import LOOKS_AT, READS
from tests.docs import page


def test_each_filter_is_documented_as_its_row_has_it() -> None:
    rows = re.findall(r"(?m)^\| `\w+:` \|.*\|$", page("docs/search.md"))
    assert rows == [f"| `{key}:` | {row.values} | `{row.example}` | {row.means} |" for key, row in FILTERS.items()]


def test_each_example_of_a_filter_is_one_of_it() -> None:
    assert [parse(row.example, FILTERS).filters[0].key for row in FILTERS.values()] == list(FILTERS)


def test_the_numbers_on_the_page_are_those_that_hold() -> None:
    told = page("docs/search.md")
    assert f"at most {USUAL.search} characters, and {USUAL.search_terms} words" in told
    assert f"may have {USUAL.views}." in told
    assert f"newest {LOOKS_AT:,}" in told
    assert f"more than {READS} times" in told
