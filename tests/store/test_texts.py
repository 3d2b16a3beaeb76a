"""What a pattern finds in a text of plain ASCII is what the index of words would, sign for sign."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import texts
from store.search import Term
from store.texts import Text, matching

PIECES = ("printer", "Printer", "print", "host", "web", "01", "a", "_", "-", "--", " ", "\n", "\x00", "'", '"', "*")
STRANGE = ("é", "ß", "\u212a", "\u00ad", "ſ", "\ue000")  # an accent, a Kelvin sign, a soft hyphen, one for private use
words = st.lists(st.sampled_from(PIECES), max_size=6).map("".join)
any_words = st.lists(st.sampled_from([*PIECES, *STRANGE]), max_size=6).map("".join)
sought = any_words.filter(lambda text: "\x00" not in text and any(map(str.isalnum, text)))  # as a search has it
terms = st.lists(st.builds(Term, sought, st.booleans(), st.booleans()), min_size=1, max_size=3)


@given(st.lists(st.tuples(any_words, any_words), max_size=6), terms)
def test_a_pattern_finds_what_the_index_finds(written: list[tuple[str, str]], wanted: list[Term]) -> None:
    read = [Text(row, title, body) for row, (title, body) in enumerate(written, start=1)]
    assert matching(read, wanted) == texts.looked_up(read, wanted)


@pytest.mark.parametrize(
    ("title", "body", "term", "found"),
    [
        ("printer on fire", "", Term("PRINTER"), True),
        ("printers", "", Term("printer"), False),
        ("printers", "", Term("printer", prefix=True), True),
        ("a reprinter", "", Term("printer", prefix=True), False),
        ("", "it's web-01, down", Term("web 01"), True),
        ("web", "01", Term("web 01"), False),
        ("web\x0001", "", Term("web-0", prefix=True), True),
        ("café", "", Term("cafe"), True),
        ("cafe", "", Term("café"), True),
        ("printer", "", Term("printer", negated=True), False),
        ("toner", "", Term("printer", negated=True), True),
    ],
)
def test_what_is_a_word_of_a_text(title: str, body: str, term: Term, *, found: bool) -> None:
    assert (matching([Text(7, title, body)], [term]) == {7}) is found


def test_what_is_plain_is_looked_up_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[list[int]] = []

    def looked_up(some: list[Text], _: object) -> set[int]:
        looked.append([text.rowid for text in some])
        return set()

    monkeypatch.setattr(texts, "looked_up", looked_up)
    read = [Text(1, "printer", ""), Text(2, "printer", "é"), Text(3, "toner", "")]
    assert matching(read, [Term("printer")]) == {1}
    assert matching(read[:1], [Term("printer")]) == {1}
    assert matching(read, [Term("tonér")]) == set()
    assert looked == [[2], [1, 2, 3]]
