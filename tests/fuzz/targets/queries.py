"""The language of `search` and `list`: terms that are where they say, or the character from which it can't be read."""

import re

from chatbot.desk.filters import FILTERS
from chatbot.desk.queries import parse
from chatbot.desk.refused import Refused
from chatbot.desk.wording import clean
from chatbot.irc.lines import decode
from tests.fuzz.saying import a_sentence

LONGEST = 220
KEYS = tuple(FILTERS)
_AT = re.compile(r"At character (\d+): ")


def one(data: bytes) -> None:
    text = clean(decode(data))
    try:
        query = parse(text, KEYS)
    except Refused as refused:
        _points_there(str(refused), len(text))
        return
    for words in query.words:
        assert words.text in text[words.at - 1 :]
    for filter_ in query.filters:
        assert filter_.key in KEYS
        assert filter_.items
        assert all(item.text in text[item.at - 1 :] for item in filter_.items)
    assert query.size <= len(text)


def _points_there(sentence: str, length: int) -> None:
    a_sentence(sentence)
    at = _AT.match(sentence)
    assert at, sentence
    assert 1 <= int(at[1]) <= length + 1
