"""Every attack that SECURITY.md and docs/threats.md answer has a test that would fail without the answer."""

import ast

import pytest

from tests.docs import ROOT

THREAT = "tests/threats/test_{}.py"
SCENARIO = "tests/scenarios/test_{}.py"
IRC = "tests/irc/test_{}.py"
DESK = "tests/desk/test_{}.py"
METRICS = "tests/services/test_metrics.py"

THREATS: dict[str, dict[str, str]] = {
    "a bridged user is called dibs or bob; the relay's own account is trusted": {
        "equals no nick, account or mask": DESK.format("bridged") + "::test_bob_over_a_bridge_is_not_bob",
        "a nick of RELAYMSG is nobody's": IRC.format("bridges")
        + "::test_a_spoofed_nick_of_ours_or_of_somebody_there_is_neither",
        "the relay's rule alone": IRC.format("bridges") + "::test_the_same_form_from_anybody_else_is_just_text",
        "the relay is nobody": IRC.format("bridges") + "::test_a_relay_is_never_seen_and_nobody_reaches_it",
        "never a member": DESK.format("bridged") + "::test_a_bridge_is_put_into_no_role",
        "a flood": "tests/commands/test_gate.py::test_all_who_speak_over_one_bridge_share_a_pace",
        "end to end": SCENARIO.format("a_bridge_speaks_for_others")
        + "::test_bob_over_a_bridge_is_not_bob_and_rings_at_nobody",
    },
    "who joins an open role to read, steal and close": {
        "open, or private": DESK.format("privacy") + "::test_an_open_role_takes_no_private_ticket",
        "reads nothing private": DESK.format("privacy")
        + "::test_who_joined_by_themselves_neither_reads_nor_touches_a_private_ticket",
        "closes what they own alone": DESK.format("closing")
        + "::test_who_joined_by_themselves_comments_but_closes_only_what_they_own",
        "steals once confirmed": DESK.format("stealing")
        + "::test_who_joined_by_themselves_may_when_an_admin_has_confirmed_them",
        "role confirm": DESK.format("leading") + "::test_an_admin_confirms_who_joined_by_themselves",
    },
    "a private ticket is shown where others read": {
        "every verb": "tests/chaos/test_canary.py::test_no_verb_shows_a_word_of_it_where_it_may_not",
        "every notice": "tests/chaos/test_canary.py::test_nothing_that_is_said_unasked_holds_a_word_of_it",
        "every look at the desk": DESK.format("canary") + "::test_no_look_shows_it_to_others",
        "plugins": "tests/services/test_masking.py"
        "::test_a_plugin_sees_neither_title_nor_texts_nor_reporter_of_a_private_ticket",
        "masked again when sent": "tests/services/test_masking.py"
        "::test_a_ticket_that_became_private_meanwhile_is_said_by_its_number",
        "no counts": THREAT.format("what_refusals_tell")
        + "::test_how_many_a_role_holds_is_not_counted_where_others_read",
        "end to end": SCENARIO.format("a_private_ticket_is_read_by_few"),
    },
    "`more` in a channel prints a page that was asked in private": {
        "kept by place": "tests/commands/test_paging.py"
        "::test_what_was_asked_in_private_never_goes_on_in_a_channel_nor_the_other_way_round",
        "kept by person": "tests/commands/test_paging.py::test_nobody_reads_on_in_what_another_asked",
        "asked anew": "tests/commands/test_paging.py::test_it_is_asked_anew",
        "10 minutes": "tests/commands/test_paging.py::test_a_page_is_kept_for_ten_minutes",
    },
    "mallory wears the nick bob": {
        "prompts": SCENARIO.format("rights_come_from_an_account")
        + "::test_mallory_who_wears_the_nick_bob_gets_neither_his_prompt_nor_his_rights",
        "where they share no channel": SCENARIO.format("who_shares_no_channel_is_found")
        + "::test_mallory_who_wears_the_nick_gets_nothing",
        "in the middle of an answer": THREAT.format("taking_a_nick_in_mid_answer"),
        "a stranger's nick": THREAT.format("wearing_anothers_nick"),
        "after a quit": IRC.format("identity") + "::test_who_takes_the_nick_of_one_who_quit_is_nobody",
        "a tag that a client sent": IRC.format("identity") + "::test_no_other_tag_is_the_account",
        "a capability that was never asked for": IRC.format("link_lies")
        + "::test_a_capability_that_nobody_asked_for_proves_nobody",
        "names that look alike": THREAT.format("names_that_look_alike"),
    },
    "an expired account is registered by another": {
        "rights sleep": THREAT.format("an_account_that_expired"),
    },
    "mallory links alice's account to her own, or says a code that she read": {
        "both confirm, codes are void where others read": THREAT.format("linking_accounts"),
    },
    "a hijacked account": {
        "suspended, and rolled back": THREAT.format("a_hijacked_account"),
    },
    "services down": {
        "nobody new": SCENARIO.format("without_services_nobody_new_is_believed")
        + "::test_who_was_logged_in_stays_so_and_who_was_not_is_nobody",
        "it is said": SCENARIO.format("without_services_nobody_new_is_believed")
        + "::test_who_asks_is_told_that_logins_cannot_be_checked_until_they_can",
        "a missing tag is nobody": IRC.format("identity")
        + "::test_a_missing_tag_is_nobody_even_if_the_tracker_knew_somebody",
    },
    "history replay runs old commands again": {
        "batches": IRC.format("receiving") + "::test_lines_of_a_history_batch_are_not_said_now",
        "stamps": IRC.format("receiving") + "::test_lines_from_before_our_join_are_not_said_now",
        "in private": IRC.format("receiving") + "::test_private_lines_from_before_our_welcome_are_not_said_now",
        "neither": IRC.format("receiving")
        + "::test_where_lines_carry_no_time_the_first_seconds_after_a_join_are_ignored",
    },
    "a web page posts to the embedded server": {
        "ports": "tests/config/test_problems.py",
        "this machine alone": IRC.format("embedded") + "::test_other_machines_cannot_reach_it",
        "the admin reads the terminal": SCENARIO.format("whoever_reads_the_terminal_is_the_admin"),
        "a code is kept": THREAT.format("the_admin_code"),
    },
    "believed alice becomes account alice": {
        "believed there alone": "tests/config/test_defaults.py::test_nicks_are_believed_on_the_embedded_server_alone",
        "somebody else elsewhere": DESK.format("members")
        + "::test_the_same_name_elsewhere_or_only_believed_is_somebody_else",
        "15 minutes": DESK.format("members") + "::test_the_code_is_good_for_fifteen_minutes",
    },
    "a title `!op mallory` is obeyed by another bot": {
        "own words first": "tests/chaos/test_hostile_lines.py",
        "continuation lines": IRC.format("outgoing") + "::test_further_lines_never_begin_with_the_users_words",
        "programs that answer us": "tests/commands/test_loops.py",
    },
    "`\\x10r`, CR, LF, NUL, CTCP floods, DCC": {
        "one choke point": IRC.format("outgoing") + "::test_no_text_makes_a_second_line",
        "parameters": IRC.format("outgoing") + "::test_no_parameter_makes_a_second_line_or_moves_the_others",
        "a server that obeys": IRC.format("link_ngircd") + "::test_a_quoted_carriage_return_commands_nothing",
        "people": "tests/chaos/test_hostile_lines.py"
        "::test_ten_thousand_hostile_lines_neither_stop_dibs_nor_speak_through_it",
        "servers": "tests/chaos/test_hostile_server.py::test_no_line_fails_and_none_speaks_through_dibs",
        "VERSION": IRC.format("receiving") + "::test_version_is_answered_once_in_ten_seconds",
    },
    "ANSI, C1, bidi, Rich markup": {
        "at the door in": IRC.format("receiving") + "::test_controls_in_what_is_said_are_gone_at_the_door",
        "at the door out": IRC.format("outgoing") + "::test_controls_of_style_and_direction_vanish",
        "the terminal": "tests/cli/test_saying.py::test_escape_sequences_never_reach_the_terminal",
        "markup": "tests/cli/test_saying.py::test_what_people_write_formats_nothing",
        "logs": "tests/config/test_logs.py::test_json_lines_are_ascii_whatever_was_typed",
        "unseen signs": THREAT.format("names_with_signs_that_nobody_sees"),
        "titles of nothing": THREAT.format("titles"),
    },
    "`identify` in a channel, mistyped, or to an impostor": {
        "void at once": THREAT.format("passwords_that_slip_out")
        + "::test_a_password_that_is_said_in_a_channel_is_void_at_once",
        "mistyped": THREAT.format("passwords_that_slip_out") + "::test_a_mistyped_one_is_not_pasted_into_a_ticket",
        "never logged": THREAT.format("passwords_that_slip_out")
        + "::test_no_log_and_no_byte_of_the_files_holds_a_word_of_it",
        "hosts are throttled": THREAT.format("guessing_passwords"),
        "dibs's own": IRC.format("link_trouble") + "::test_no_password_is_ever_logged",
    },
    "prompting as harassment": {
        "assign again and again": THREAT.format("pestering"),
        "50 tickets": DESK.format("strangers") + "::test_a_stranger_is_counted_by_address_so_a_new_nick_opens_no_more",
        "ignored": "tests/desk/test_ignoring.py",
        "errors": THREAT.format("flooding_by_errors"),
        "lines": "tests/chaos/test_flood.py",
        "nicks of one host": IRC.format("queue") + "::test_ten_nicks_of_one_host_keep_nobody_waiting_who_is_logged_in",
        "strangers of many hosts": IRC.format("queue") + "::test_who_is_logged_in_is_answered_before_strangers",
        "more than can be said": IRC.format("queue")
        + "::test_what_is_too_much_for_strangers_is_dropped_and_that_is_said_once",
    },
    "`steal` back and forth": {
        "a reason": SCENARIO.format("who_steals_says_why") + "::test_without_a_reason_it_stays_where_it_is",
        "the leads'": SCENARIO.format("who_steals_says_why") + "::test_only_a_lead_steals_it_again_within_the_hour",
    },
    "every=1s, a title of a megabyte": {
        "each bound": THREAT.format("bounds"),
        "a line of a megabyte": IRC.format("link_lies") + "::test_a_line_of_ten_megabytes_fills_no_memory",
        "all day": "tests/chaos/test_soak.py",
    },
    "capturing what others said": {
        "since the asker came": THREAT.format("capturing_what_others_said")
        + "::test_what_was_said_before_the_asker_came_is_not_for_them",
        "where it is on": SCENARIO.format("what_was_said_goes_into_the_ticket")
        + "::test_where_nobody_turned_it_on_nothing_is_kept",
        "opt-out": THREAT.format("capturing_what_others_said") + "::test_who_said_quote_off_is_neither_kept_nor_taken",
        "preview": SCENARIO.format("what_was_said_goes_into_the_ticket")
        + "::test_the_last_lines_are_shown_and_then_opened_with_who_and_when",
        "an impostor": THREAT.format("capturing_what_others_said")
        + "::test_mallory_who_wears_the_askers_nick_has_no_say",
        "replay": THREAT.format("capturing_what_others_said") + "::test_what_a_server_replays_is_not_kept",
        "noted for one's own": SCENARIO.format("who_is_noted_is_known_by_their_account")
        + "::test_mallory_who_wears_the_nick_isnt_noted",
    },
    "slow patterns": {
        "patterns": THREAT.format("slow_patterns"),
        "values": THREAT.format("hostile_values"),
    },
    "forget me": {
        "forgotten": THREAT.format("a_member_who_is_forgotten"),
        "hostmasks": THREAT.format("a_member_who_is_forgotten")
        + "::test_where_a_stranger_came_from_is_kept_for_30_days",
        "a secret": THREAT.format("a_pasted_secret"),
        "after the keep time": THREAT.format("what_is_erased"),
        "after a restore": THREAT.format("a_restore"),
    },
    "a backup or an export leaks": {
        "modes": "tests/cli/test_backups.py::test_only_you_can_read_a_backup_and_nothing_else_is_made",
        "of an export": "tests/cli/test_exporting.py::test_only_you_can_read_it_and_nothing_else_is_made",
        "private tickets": "tests/cli/test_exporting.py::test_private_tickets_are_there_only_if_they_are_asked_for",
        "credentials": "tests/cli/test_exporting.py::test_nothing_is_there_by_which_somebody_proves_who_they_are",
    },
    "formulas in a table": {
        "cells": "tests/cli/test_exporting.py::test_no_cell_of_a_table_is_a_formula",
    },
    "a file to be imported that does what nobody may": {
        "moments, bounds, signs": "tests/cli/importing/test_bad_lines.py"
        "::test_what_would_break_the_desk_later_is_told_and_left_out",
        "circles": "tests/cli/importing/test_bad_lines.py::test_no_file_brings_a_circle_that_nobody_could_make_here",
        "private, for an open role": "tests/cli/importing/test_bad_lines.py"
        "::test_an_open_role_gets_no_private_ticket_out_of_a_file",
        "bills": "tests/cli/importing/test_desks.py::test_a_bill_that_says_another_sum_than_its_lines_stays_there",
        "minutes and moments of tkts": "tests/cli/importing/test_tkts.py"
        "::test_what_is_bad_is_said_and_the_rest_is_read",
        "work without a bound": "tests/cli/importing/test_tkts.py"
        "::test_a_file_that_would_have_us_reckon_without_a_bound_is_refused",
        "nothing is run": "tests/cli/importing/test_lua.py",
    },
    "a desk that was changed behind its back": {
        "verify": "tests/cli/test_verifying.py::test_what_the_journal_tells_otherwise_is_said_by_its_number",
        "restore": "tests/cli/test_backups.py::test_a_backup_with_something_that_runs_by_itself_is_not_put_back",
    },
    "another library than the one that was tested": {
        "hashes": "tests/test_locks.py::test_each_line_has_hashes_and_none_says_from_where",
        "nothing else is installed": "tests/test_locks.py::test_make_installs_from_the_lock_alone",
    },
    "idle connections to the port for Prometheus": {
        "few at once": METRICS + "::test_who_comes_while_all_places_are_taken_is_turned_away",
        "a time limit": METRICS + "::test_who_asks_for_nothing_makes_room_for_others",
        "byte by byte": METRICS + "::test_who_sends_a_byte_now_and_then_stays_no_longer",
        "no files left": METRICS + "::test_a_connection_that_cannot_be_taken_is_not_tried_again_at_once",
    },
    "files that others read": {
        "modes": "tests/store/test_opening.py::test_folder_and_files_are_nobody_elses",
        "of others": THREAT.format("files_of_others"),
    },
    "a package brings a plugin along": {
        "named in the configuration": "tests/plugins/test_loading.py::test_a_plugin_of_ones_own_is_named_by_its_module",
        "found is not loaded": "tests/plugins/test_loading.py"
        "::test_what_a_package_brings_along_is_not_even_imported_until_it_is_named",
    },
    "private titles in logs and tracebacks": {
        "logs": "tests/chaos/test_canary.py::test_nothing_that_is_said_unasked_holds_a_word_of_it",
        "the link": IRC.format("link_trouble") + "::test_nothing_said_is_logged_above_debug",
        "mishaps": "tests/test_mishaps.py",
    },
    "whoever sits between dibs and its server": {
        "another's certificate": IRC.format("tls") + "::test_a_server_that_is_not_vouched_for_hears_nothing",
        "a wrong pin": IRC.format("tls") + "::test_a_wrong_pin_ends_it_after_the_handshake_with_nothing_said",
        "an upgrade that fails": IRC.format("sts") + "::test_an_upgrade_that_fails_never_falls_back",
        "a wish for TLS is kept": IRC.format("sts")
        + "::test_what_a_server_wanted_holds_after_a_restart_until_its_time_is_over",
        "no proof, no password": IRC.format("sasl") + "::test_a_server_that_lets_us_in_without_a_proof_is_not_believed",
    },
}

ALL = {f"{threat}: {answer}": test for threat, answers in THREATS.items() for answer, test in answers.items()}


def promises_of(file: str) -> set[str]:
    tree = ast.parse((ROOT / file).read_text())
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return {node.name for node in functions if node.name.startswith("test_")}


@pytest.mark.parametrize("what", ALL)
def test_it_has_a_test(what: str) -> None:
    file, _, name = ALL[what].partition("::")
    found = promises_of(file)
    assert name in found if name else found


def test_every_file_of_this_folder_stands_in_the_table() -> None:
    named = {test.partition("::")[0] for test in ALL.values()}
    files = {f"tests/threats/{file.name}" for file in (ROOT / "tests/threats").glob("test_*.py")}
    assert files - named - UNLISTED == set()


UNLISTED = {
    "tests/threats/test_every_threat.py",
    "tests/threats/test_accounts_of_a_network_without_services.py",
}
"""This one, and what is no attack of its own."""
