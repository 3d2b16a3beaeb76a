"""What looks like a password or a key in these files, and is none: each has its reason here."""

import json
from pathlib import Path

ROOT = Path(__file__).parents[1]

SIGNS = "the signs that codes are made of"
WORDS = "words about passwords, and no password"
MADE_UP = "made up, to be said in this test"
OF_THE_RFC = "made up in RFC 7677, as an example"
OF_A_TEST_SERVER = "between two servers that a test starts, on 127.0.0.1"

WHY = {
    "chatbot/cli/terminal/names.py": WORDS,
    "chatbot/desk/codes.py": SIGNS,
    "docs/networks.md": WORDS,
    "tests/bench/load/running.py": MADE_UP,
    "tests/config/test_defaults.py": MADE_UP,
    "tests/config/test_networks.py": MADE_UP,
    "tests/config/test_trackers.py": MADE_UP,
    "tests/desk/test_weblinks.py": MADE_UP,
    "tests/irc/test_following.py": MADE_UP,
    "tests/irc/test_registration.py": MADE_UP,
    "tests/irc/test_sasl.py": f"{MADE_UP}, or {OF_THE_RFC}",
    "tests/irc/test_tls.py": MADE_UP,
    "tests/scenarios/test_a_changed_configuration_is_read_while_it_runs.py": MADE_UP,
    "tests/scenarios/test_a_private_ticket_is_read_by_few.py": "a title that must stay private",
    "tests/servers/inspircd.py": OF_A_TEST_SERVER,
    "tests/store/test_exported.py": WORDS,
    "tests/test_harness.py": MADE_UP,
    "tests/threats/test_a_pasted_secret.py": MADE_UP,
    "tests/voice/walk.py": MADE_UP,
}


def test_each_that_is_let_pass_has_a_reason() -> None:
    known = json.loads((ROOT / ".secrets.baseline").read_text())
    assert set(known["results"]) == set(WHY)


def test_what_is_not_looked_at_are_hashes_and_numbers_alone() -> None:
    known = json.loads((ROOT / ".secrets.baseline").read_text())
    left_out = [one["pattern"] for one in known["filters_used"] if one["path"].endswith("should_exclude_file")]
    assert left_out == [[r"^requirements/|^docs/deploy/zabbix/dibs_template\.yaml$|\.svg$"]]
