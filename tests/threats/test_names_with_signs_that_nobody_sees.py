"""Names that were pasted with more than can be seen."""

import pytest

from chatbot.commands.arguments import person_name, role_name


@pytest.mark.parametrize("typed", ["ops\u200b", "\ufeffops", "o\u2060ps", "@ops\u200b:"])
def test_an_unseen_sign_in_a_role_changes_nothing(typed: str) -> None:
    assert role_name(typed) == "ops"


@pytest.mark.parametrize("typed", ["bob\u200b", "\u200bbob", "bob\u200b:"])
def test_an_unseen_sign_in_a_person_changes_nothing(typed: str) -> None:
    assert person_name(typed).name == "bob"


@pytest.mark.parametrize("typed", ["\u200b", "@\u200b", "=\u2060"])
def test_a_name_of_nothing_else_is_none(typed: str) -> None:
    with pytest.raises(ValueError, match="has a name"):
        person_name(typed)
