"""What stands behind `title=` and `description=`: the last of them takes the rest (VOICE, grammar 4)."""

import pytest

from chatbot.commands import turning
from chatbot.commands.parse import parse
from chatbot.commands.refusals import Usage
from chatbot.commands.registry import load

TABLE = load([turning])


def given(text: str) -> dict[str, object]:
    found = parse(TABLE, f"edit 12 {text}", private=True).arguments
    assert found.pop("number") == 12
    return found


@pytest.mark.parametrize(
    ("text", "arguments"),
    [
        ("priority=high", {"priority": 3}),
        ("title=printer on fire", {"title": "printer on fire"}),
        ("priority=high title=printer on fire", {"priority": 3, "title": "printer on fire"}),
        ("title=printer on fire description=3rd floor", {"title": "printer on fire", "description": "3rd floor"}),
        ("description=3rd floor title=printer", {"title": "printer", "description": "3rd floor"}),
        (
            "title=printer on fire priority=low description=3rd floor",
            {"title": "printer on fire", "priority": 1, "description": "3rd floor"},
        ),
        ('title="two words" priority=low', {"title": "two words", "priority": 1}),
        ('title="set description=x" description=y', {"title": "set description=x", "description": "y"}),
        ("title=it says priority=high", {"title": "it says priority=high"}),
        ("title=x description=write title= in front", {"title": "x", "description": "write title= in front"}),
        (
            "title=x description=y priority=high title=z",
            {"title": "x", "description": "y priority=high title=z"},
        ),
        ("TITLE=x", {"title": "x"}),
        ("title=a=b \\\\server's", {"title": "a=b \\\\server's"}),
        ("description=", {"description": ""}),
        ('description=""', {"description": ""}),
        ("title=", {"title": ""}),
    ],
)
def test_texts_need_no_quotes(text: str, arguments: dict[str, object]) -> None:
    assert given(text) == arguments


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("tilte=x", "No option tilte=. Did you mean: title="),
        ('title="x', 'title= has an open quote: close it, as in title="two words", and put a space behind it.'),
        ("printer", "That is more than I understand."),
        ("priority=huge", "priority= can't be that. It can be low, normal, high or urgent."),
    ],
)
def test_what_cannot_be_read_is_answered_with_what_to_write(text: str, sentence: str) -> None:
    with pytest.raises(Usage) as refused:
        given(text)
    assert str(refused.value).startswith(sentence)
