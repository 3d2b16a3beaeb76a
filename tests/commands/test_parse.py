"""The grammar, on a small table: see VOICE's rules 1 to 8."""

import time
from datetime import timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chatbot.commands.arguments import PersonName
from chatbot.commands.numbers import Tickets
from chatbot.commands.parse import parse
from chatbot.commands.refusals import Usage
from chatbot.commands.words import Titled
from tests.commands.stage import table

TABLE = table()


def arguments(text: str, *, private: bool = False) -> dict[str, object]:
    return parse(TABLE, text, private=private).arguments


def verb(text: str, *, private: bool = False) -> str:
    return parse(TABLE, text, private=private).command.name


def refusal(text: str, *, private: bool = False) -> str:
    with pytest.raises(Usage) as refused:
        parse(TABLE, text, private=private)
    return str(refused.value)


@pytest.mark.parametrize(
    "text", ["accept 12", "ACCEPT #12", "dibs 12.", "take 12 ", "claim. #12,", "\x02accept\x02 12?"]
)
def test_a_verb_has_many_spellings(text: str) -> None:
    assert verb(text) == "accept"
    assert arguments(text) == {"tickets": Tickets((12,))}


@pytest.mark.parametrize("text", ["12", "#12", "12?", "12.", "show 12"])
def test_a_number_alone_shows_the_ticket(text: str) -> None:
    assert verb(text) == "show"
    assert arguments(text) == {"number": 12}


@pytest.mark.parametrize("text", ["dibs", "yes", "accept", "Dibs.", "YES!"])
def test_in_private_an_offer_is_accepted_without_its_number(text: str) -> None:
    assert verb(text, private=True) == "accept"
    assert arguments(text, private=True) == {}


def test_in_private_a_no_may_carry_its_reason() -> None:
    assert verb("no", private=True) == verb("no on leave", private=True) == "decline"
    assert arguments("no on leave", private=True) == {"why": "on leave"}
    assert arguments("decline 12 at lunch", private=True) == {"tickets": Tickets((12,)), "why": "at lunch"}


def test_where_others_read_an_answer_to_an_offer_names_the_ticket() -> None:
    assert refusal("dibs") == "Which ticket? dibs <ticket>"
    assert refusal("decline at lunch") == "Which ticket? decline <ticket>"
    assert refusal("yes") == "Others read here, so say which: accept <ticket>"


def test_options_stand_in_front_of_the_title() -> None:
    assert arguments("new @ops priority=HIGH private=yes printer on fire -- 3rd floor") == {
        "role": "ops",
        "priority": 3,
        "private": True,
        "what": Titled("printer on fire", "3rd floor"),
    }


def test_what_looks_like_an_option_behind_the_first_word_is_text() -> None:
    assert arguments("new disk full private=yes @ops") == {"what": Titled("disk full private=yes @ops")}


def test_an_unknown_key_is_text() -> None:
    assert arguments("new PATH=/usr/bin is wrong") == {"what": Titled("PATH=/usr/bin is wrong")}


def test_a_key_one_edit_away_is_asked_about() -> None:
    assert refusal("new priorty=high x") == (
        'No option priorty=. Did you mean: priority=? As text, in quotes: "priorty=..."'
    )
    assert arguments('new "priorty=high x"') == {"what": Titled("priorty=high x")}


@pytest.mark.parametrize("text", ['new priority="high" x', "new priority=“high” x", "new priority=high x"])
def test_an_options_value_may_stand_in_the_quotes_of_a_phone(text: str) -> None:
    assert arguments(text) == {"priority": 3, "what": Titled("x")}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("new", "What is wrong? new <what is wrong>"),
        ("new @ops", "What is wrong? new <what is wrong>"),
        ('new ""', "What is wrong? new <what is wrong>"),
        ("new priority=hig x", "priority= can't be that. It can be low, normal, high or urgent. Did you mean high?"),
        ("new private=perhaps x", "private= can't be that. It can be yes or no."),
        ("new priority= x", "priority= can't be that. It can be low, normal, high or urgent."),
        ("new private=yes private=no x", "private= stands there twice: write it once."),
        (
            'new priority="high x',
            'priority= has an open quote: close it, as in priority="two words", and put a space behind it.',
        ),
        ("role set ops lifetime=30", "lifetime= can't be that. No unit in 30: write 30s, 30m, 30h, 30d or 30w."),
        ("role set ops chanel=#x", "No option chanel=. Did you mean: channel="),
        (
            "role set ops channel=ops",
            "channel= can't be that. A channel starts with # and has no comma, such as #ops.",
        ),
        (
            "role set ops nonsense",
            "That is more than I understand. Write: role set <role> [channel=#ops] [lifetime=30m] [open=yes]",
        ),
        ("role set", "Which role? role set <role>"),
        ("role", "Role what? role list, join, set. More: help role"),
        ("role lst", "No verb role lst. Did you mean: role list"),
        ("assign", "Which ticket? assign <ticket> <person>"),
        ("assign 12", "Who gets #12? assign 12 <person>"),
        ("assign bob 12", "Which ticket? assign <ticket> <person>"),
        ("assign 12x bob", "A ticket is a number of at most 9 digits. Write: assign <ticket> <person>"),
        ("assign 12 =", "A person has a name. Write: assign 12 <person>"),
        ("show 12 13", "One ticket at a time, please: show 12"),
        ("show 12-19", "One ticket at a time, please. Write: show <ticket>"),
        ("show 12,#13", "One ticket at a time, please. Write: show <ticket>"),
        ("accept 12-32", "20 tickets at once are the most. Write: accept <ticket>"),
        ("accept 1-999999999", "20 tickets at once are the most. Write: accept <ticket>"),
        ("accept 1-15 16-21", "20 tickets at once are the most. Write: accept <ticket>"),
        ("accept 19-12", "A range begins with the lower number: 12-19. Write: accept <ticket>"),
        ("accept 12 now", "That is more than I understand. Write: accept <ticket>"),
        (
            "accept 9999999999",
            "A ticket is a number of at most 9 digits; several are 12 13, or 12-19. Write: accept <ticket>",
        ),
        ("comment 12", "What text? comment 12 <text>"),
        ("comment 12  ", "What text? comment 12 <text>"),
        ("list fre", "It can only be free. Write: list [free]"),
        ("list @ops @net", "One role at a time, please. Write: list [free] [@role]"),
        ("whoami now", "Nothing goes behind it. Write: whoami"),
        ("iam", "Which code? iam <code>"),
        ("12 monkeys", "What about #12? show 12, or comment 12 <text>"),
        ("acept 12", "No verb acept. Did you mean: accept 12"),
        ("acept #12 bob's secret", "No verb acept. Did you mean: accept 12"),
        ("imm hunter2", "No verb imm. Did you mean: iam <code>"),
        ("frobnicate hunter2", "No verb frobnicate. All of them: help all"),
        ("x" * 17_000, "Too long: at most 16384 bytes in one go. Say it in parts."),
    ],
)
def test_a_line_that_cant_be_read_is_answered_with_what_to_write(text: str, sentence: str) -> None:
    assert refusal(text) == sentence


@pytest.mark.parametrize("sentence", ["new", "role set", "assign 12", "frobnicate", "list fre"])
def test_a_refusal_is_one_short_line(sentence: str) -> None:
    assert len(refusal(sentence)) <= 140


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("bob", PersonName("bob")),
        ("bob:", PersonName("bob")),
        ("bob,", PersonName("bob")),
        ("@bob", PersonName("bob")),
        ("=sam_", PersonName("sam_", exact=True)),
    ],
)
def test_a_persons_name_is_what_tab_completion_makes_of_it(typed: str, name: PersonName) -> None:
    assert arguments(f"assign 12 {typed}") == {"number": 12, "person": name}


def test_a_role_is_named_with_or_without_its_sign() -> None:
    assert arguments("role join @ops") == arguments("role join ops") == {"role": "ops"}


def test_a_roles_settings_are_typed() -> None:
    assert arguments("role set ops channel=#ops lifetime=1h30 open=no") == {
        "role": "ops",
        "channel": "#ops",
        "lifetime": timedelta(minutes=90),
        "open_": False,
    }


def test_words_and_options_go_in_either_order_where_no_text_follows() -> None:
    assert arguments("list free @ops") == arguments("list @ops free") == {"only": "free", "role": "ops"}


@given(st.text(min_size=1).filter(lambda text: text[0] not in " \t\n\u00a0\u202f"))
@example('"quoted" -- \x02and more\x03 \u202e{number} ')
@example("a=b priority=high @ops")
def test_a_comment_is_kept_byte_for_byte(text: str) -> None:
    assert arguments(f"comment 12 {text}") == {"number": 12, "text": text}


VERBS = st.sampled_from([*TABLE.names, "yes", "no", "12", "role", "acept"])
PIECES = st.sampled_from(
    [
        '"',
        "“",
        "=",
        "@ops",
        "priority=",
        'priority="',
        "private=yes",
        "--",
        "—",
        "12",
        "#",
        "\x02",
        "\u202e",
        "👩\u200d💻",
        "\ud800",
    ]
)


@given(VERBS, st.lists(PIECES | st.text(), max_size=12), st.booleans())
def test_any_line_is_a_call_or_a_sentence(first: str, pieces: list[str], private: bool) -> None:
    try:
        parse(TABLE, " ".join([first, *pieces]), private=private)
    except Usage as refused:
        assert str(refused)  # noqa: PT017 - either outcome is fine, a silent one is not


@pytest.mark.parametrize(
    "hostile",
    [
        '"' * 16_000,
        'new "' + '" ' * 7_000,
        "new " + '" -- ' * 3_000,
        "new " + "priority=" * 1_700,
        "new " + "a=" * 7_000,
        "new " + " -- " * 3_900,
        "new priority=" + '"' * 15_000,
        "comment 12 " + "\u200d" * 5_000,
        "\u200d" * 5_400,
        "a" * 16_000,
        "a " * 8_000,
        "accept " + "1" * 16_000,
        "accept " + " " * 16_000 + "x",
        "assign 12 " + "=" * 16_000,
        "role " + "l" * 16_000,
        "dibs" + " 1" * 8_000,
        "\x03" * 16_000,
        "@" * 16_000,
    ],
    ids=range(18),
)
def test_a_hostile_line_costs_less_than_50_ms(hostile: str) -> None:
    started = time.perf_counter()
    try:
        parse(TABLE, hostile, private=True)
    except Usage as refused:
        assert len(str(refused)) < 400  # noqa: PT017 - either outcome is fine, a slow or a long one is not
    assert time.perf_counter() - started < 0.05
