"""Every transcript, each rule of the grammar and each rule of noise has a test that would fail without it."""

import ast
from pathlib import Path

import pytest

from tests.docs import ROOT

VOICE = "tests/voice/test_{}.py"
SCENARIO = "tests/scenarios/test_{}.py"

TRANSCRIPTS = {
    "OPEN": VOICE.format("open"),
    "PROMPT": VOICE.format("prompt") + "::test_prompt",
    "ACCEPT": VOICE.format("accept"),
    "LATE": VOICE.format("late") + "::test_late",
    "NO": SCENARIO.format("when_all_pass_the_reporter_hears_at_once") + "::test_who_declines_is_not_asked_again",
    "REPEAT": VOICE.format("prompt") + "::test_repeat",
    "ALL NO": VOICE.format("escal") + "::test_all_no",
    "TIMEOUT": VOICE.format("escal") + "::test_timeout",
    "ESCAL": VOICE.format("escal") + "::test_escal",
    "ASSIGN": VOICE.format("assign"),
    "HOLD": VOICE.format("hold"),
    "RESUME": VOICE.format("hold") + "::test_resume",
    "ASSIGN, later": VOICE.format("later"),
    "STATS": VOICE.format("stats"),
    "DIGEST": VOICE.format("digest"),
    "STRANGER": VOICE.format("stranger"),
    "BACK": VOICE.format("back"),
    "ASLEEP": VOICE.format("asleep"),
    "SHOW": VOICE.format("show") + "::test_show",
    "LIST": VOICE.format("list"),
    "HISTORY": VOICE.format("show") + "::test_history",
    "HELP": VOICE.format("help") + "::test_help",
    "JOINED": VOICE.format("help") + "::test_joined",
    "ERRORS": VOICE.format("errors"),
    "ERRORS, a full disk": "tests/chaos/test_bad_disks.py",
    "ERRORS, two people": VOICE.format("errors") + "::test_a_name_that_may_be_two_people_is_refused",
    "ERRORS, a name that is two": SCENARIO.format("rights_come_from_an_account")
    + "::test_a_name_that_is_two_people_is_refused",
    "PRIVATE": VOICE.format("private"),
    "WHOAMI": VOICE.format("whoami"),
    "WHOAMI, services are gone": SCENARIO.format("without_services_nobody_new_is_believed"),
    "UNDO": VOICE.format("undo"),
    "UNDO, not any more": VOICE.format("undo") + "::test_undo_once_another_changed_it",
    "WHOAMI, of a member": VOICE.format("whoami") + "::test_whoami_of_a_member",
    "HOLD, a day that is two": VOICE.format("hold") + "::test_hold_of_a_day_that_is_two",
    "STORM": VOICE.format("storm") + "::test_storm",
    "STORM, taken": SCENARIO.format("a_storm_is_taken_in_one_line"),
}

GRAMMAR = {
    "1 free text is taken byte for byte": "tests/commands/test_parse.py::test_a_comment_is_kept_byte_for_byte",
    "1 options stand in front of it": "tests/commands/test_parse.py::test_options_stand_in_front_of_the_title",
    "1 an unknown key is text": "tests/commands/test_parse.py::test_an_unknown_key_is_text",
    "1 unless it is one edit away": "tests/commands/test_parse.py::test_a_key_one_edit_away_is_asked_about",
    "2 phones": "tests/commands/test_parse.py::test_an_options_value_may_stand_in_the_quotes_of_a_phone",
    "2 verbs fold, a full stop is ignored": "tests/commands/test_parse.py::test_a_verb_has_many_spellings",
    "3 -- separates": "tests/commands/test_words.py",
    "4 an unknown role is refused": VOICE.format("errors") + "::test_errors",
    "4 the last title= takes the rest": "tests/commands/test_editing.py",
    "4 a person's name there points to assign": SCENARIO.format("what_cannot_be_done_gets_a_sentence"),
    "5 addressed, with a question mark": VOICE.format("show") + "::test_show",
    "5 a number shows": "tests/commands/test_parse.py::test_a_number_alone_shows_the_ticket",
    "5 dibs 12 takes": SCENARIO.format("who_calls_dibs_owns_it") + "::test_it_is_taken_in_the_roles_channel",
    "5 dibs alone answers": SCENARIO.format("who_calls_dibs_owns_it") + "::test_it_is_taken_in_private",
    "5 with several they are listed": SCENARIO.format("who_calls_dibs_owns_it")
    + "::test_with_several_offers_a_bare_word_lists_them",
    "5 several at once": "tests/commands/test_several.py",
    "6 ticket, claim, take, done, re": VOICE.format("words") + "::test_each_verb_has_its_other_words",
    "6 for=": VOICE.format("stranger") + "::test_stranger",
    "6 list free": SCENARIO.format("what_stands_can_be_read"),
    "6 later": VOICE.format("later") + "::test_later_is_when_one_said",
    "6 urgent": VOICE.format("noise_4_urgent") + "::test_urgent_asks_everybody_at_once",
    "7 tab completion, =name": "tests/commands/test_parse.py::test_a_persons_name_is_what_tab_completion_makes_of_it",
    "7 a nick counts only through its account": SCENARIO.format("rights_come_from_an_account")
    + "::test_a_nick_is_assigned_only_through_the_account_behind_it",
    "7 a name that may be two is refused": VOICE.format("errors")
    + "::test_a_name_is_one_where_they_are_seen_under_it_or_where_it_is_said_in_full",
    "8 addressed by the current or the configured nick": SCENARIO.format("dibs_works_under_another_nick"),
    "8 folded by the rule of the server": "tests/irc/test_receiving.py"
    "::test_our_nick_is_ours_in_any_spelling_that_the_server_takes_for_it",
    "8 an unknown verb is silence": VOICE.format("errors") + "::test_errors",
    "9 a resolution first, else a comment": VOICE.format("words") + "::test_a_resolution_comes_first",
    "10 times": "tests/desk/test_moments.py",
    "9 the longest time that parses, the rest is the reason": VOICE.format("hold")
    + "::test_the_longest_time_counts_and_the_rest_is_the_reason",
    "9 without a time it is asked about in three days": VOICE.format("hold")
    + "::test_without_a_time_it_rests_three_days",
    "10 two readings are refused": VOICE.format("hold") + "::test_hold_of_a_day_that_is_two",
    "10 lengths": "tests/desk/test_durations.py",
    "11 /me and notices never command": SCENARIO.format("only_plain_words_command"),
    "11 a STATUSMSG is answered to its target": SCENARIO.format("operators_are_answered_among_themselves"),
    "11 a reply supplies the number": SCENARIO.format("a_reply_names_its_ticket"),
    "12 paste": "tests/commands/test_pasting.py",
    "12 a slip is no paste": "tests/commands/test_pasting.py::test_a_slip_behind_a_new_is_answered_and_not_pasted",
    "12 never in channels": "tests/commands/test_pasting.py"
    "::test_nothing_that_is_said_in_a_channel_is_taken_for_a_paste",
    "13 notices where a network wants them": "tests/irc/test_link_miniircd.py"
    "::test_answers_may_be_notices_but_what_must_be_proved_never_is",
    "13 bot mode before JOIN, bots are ignored": "tests/irc/test_receiving.py",
    "14 a reporter who isn't logged in": SCENARIO.format("a_stranger_is_told_until_they_quit"),
}

NOISE = {
    "2 what is alike is joined": VOICE.format("noise_2_what_is_alike_is_joined"),
    "11 quiet mine, quiet digest": VOICE.format("noise_11_quiet_for_good"),
    "11 how much a role says": VOICE.format("noise_11_how_much_a_role_says"),
    "5 four lines of a role in five minutes": VOICE.format("storm")
    + "::test_four_lines_of_a_role_in_five_minutes_and_then_they_are_joined",
    "5 storm mode": VOICE.format("storm") + "::test_three_hundred_alerts_are_ten_lines_at_most",
    "1 one line for a person and an offer": SCENARIO.format("a_ticket_is_opened_where_one_is")
    + "::test_who_spoke_in_the_roles_channel_lately_reads_it_there_and_not_in_private_too",
    "2 repeats": SCENARIO.format("the_role_is_asked_again_until_somebody_takes_it"),
    "3 who is away hears what is urgent alone": VOICE.format("back"),
    "2 private repeats after 1, 2 and 4 times": SCENARIO.format("the_role_is_asked_again_until_somebody_takes_it")
    + "::test_private_repeats_come_after_5_10_and_20_minutes_and_one_channel_line_at_half_the_time",
    "3 one line at the first word": "tests/services/test_holding_back.py"
    "::test_what_was_held_back_is_said_in_one_line_at_the_first_word",
    "3 and not at JOIN": "tests/services/test_holding_back.py::test_coming_into_view_says_nothing",
    "3 a rejoin within 15 minutes": "tests/services/test_holding_back.py"
    "::test_a_few_words_on_the_way_out_are_no_return",
    "3 presence by MONITOR": SCENARIO.format("who_shares_no_channel_is_found"),
    "3 presence by AWAY, told or asked for": "tests/irc/test_monitor.py"
    "::test_who_is_away_is_asked_for_now_and_then_where_the_server_does_not_tell",
    "4 quiet hours, and 11 how one sets them": VOICE.format("quiet"),
    "4 urgent, twice a day": VOICE.format("noise_4_urgent"),
    "6 taken by, where it was announced": SCENARIO.format("who_calls_dibs_owns_it")
    + "::test_taken_in_the_channel_the_channel_needs_no_second_line",
    "6 comments and edits are never public": VOICE.format("words") + "::test_what_is_added_is_said_to_few",
    "6 watches are never public": VOICE.format("late")
    + "::test_a_watcher_hears_in_private_what_others_do_in_one_line_for_what_happens_together",
    "7 digests on workdays": "tests/desk/test_digests.py",
    "7 what an owner lets lie": VOICE.format("noise_7_what_an_owner_lets_lie"),
    "8 no tricks: the name is left out": "tests/plugins/test_names.py",
    "8 in lists, too": VOICE.format("list") + "::test_who_sits_in_the_channel_is_not_named_there_unless_they_ask",
    "6 what is said of who takes it": VOICE.format("noise_6_what_is_said_of_who_takes_it"),
    "9 errors fall silent": VOICE.format("noise_9_errors_fall_silent"),
    "9 errors": VOICE.format("errors")
    + "::test_one_error_in_ten_seconds_is_told_aloud_the_next_in_private_and_then_none",
    "9 see #99 is silence": VOICE.format("see") + "::test_other_talk_brings_nothing",
    "7 any touch resets a nag": VOICE.format("noise_7_what_an_owner_lets_lie")
    + "::test_any_touch_is_three_workdays_of_peace",
    "10 long answers": "tests/commands/test_pages.py",
    "10 what is more than a page": VOICE.format("noise_10_long_answers"),
    "10 long answers end in private": VOICE.format("noise_10_long_answers_end_in_private"),
}

ALL = {**TRANSCRIPTS, **{f"grammar {rule}": test for rule, test in GRAMMAR.items()}} | {
    f"noise {rule}": test for rule, test in NOISE.items()
}


def promises_of(path: Path) -> set[str]:
    tree = ast.parse(path.read_text())
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return {node.name for node in functions if node.name.startswith("test_")}


@pytest.mark.parametrize("what", ALL)
def test_it_has_a_test(what: str) -> None:
    file, _, name = ALL[what].partition("::")
    found = promises_of(ROOT / file)
    assert name in found if name else found


def test_no_transcript_and_no_rule_is_left_out() -> None:
    heads = {head.split(",")[0] for head in TRANSCRIPTS}
    assert heads == set(HEADS)
    assert {int(rule.split(" ")[0]) for rule in GRAMMAR} == set(range(1, 15))
    assert {int(rule.split(" ")[0]) for rule in NOISE} == set(range(1, 12))


HEADS = (
    *("OPEN", "ASLEEP", "PROMPT", "ACCEPT", "LATE", "NO", "REPEAT", "ALL NO", "TIMEOUT", "ESCAL", "ASSIGN", "HOLD"),
    *("RESUME", "SHOW", "LIST", "HISTORY", "DIGEST", "STORM", "BACK", "STRANGER", "HELP", "JOINED", "STATS", "ERRORS"),
    *("PRIVATE", "UNDO", "WHOAMI"),
)
