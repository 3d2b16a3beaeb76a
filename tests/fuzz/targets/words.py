"""Words, quotes, titles and labels within a line: what is read is what was typed, and nothing is read twice."""

from chatbot.commands.amounts import label, label_span
from chatbot.commands.refusals import Usage
from chatbot.commands.words import SEPARATORS, Scanner, split_title
from chatbot.irc.lines import decode
from chatbot.irc.outgoing import clean
from tests.fuzz.saying import a_sentence

LONGEST = 400


def one(data: bytes) -> None:
    text = decode(data)
    _scan(text)
    _title(text)
    span = label_span(text)
    assert text.startswith(span)
    assert len(label(span)) <= len(span)
    clean(text)


def _scan(text: str) -> None:
    scanner, left = Scanner(text), len(text)
    while scanner.rest():
        key = scanner.key()
        try:
            taken = scanner.take_value(key) if key else scanner.take()
        except Usage as refused:
            a_sentence(str(refused))
            return
        assert taken in text
        assert len(scanner.rest()) < left
        left = len(scanner.rest())


def _title(text: str) -> None:
    try:
        titled = split_title(text)
    except Usage as refused:
        a_sentence(str(refused))
        return
    assert "\n" not in titled.title
    assert titled.title in text
    assert (
        not titled.title.startswith(tuple(SEPARATORS)) or titled.title == titled.title.strip(SEPARATORS) or '"' in text
    )
