"""Who shares a channel with us, and as what they are logged in."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from chatbot.irc.folding import folder
from chatbot.irc.people import Spoken
from chatbot.irc.tracker import Tracker

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


def _tracker(*, believed: bool = False, seeded: bool = True) -> Tracker:
    tracker = Tracker(folder("rfc1459"), believed=believed)
    tracker.trusts_accounts = True
    tracker.entered("#desk")
    if seeded:
        tracker.seeded("#desk")
    return tracker


def _joins(tracker: Tracker, nick: str, account: str | None, channel: str = "#desk", host: str = "host") -> None:
    tracker.joined(channel, nick, "user", host).log_in(account)


def test_who_is_logged_in_is_found_by_account_whatever_the_nick() -> None:
    tracker = _tracker()
    _joins(tracker, "bobby", "Bob")
    assert tracker.nicks("bob") == ["bobby"]
    assert tracker.in_channel("#DESK", "bob")


def test_a_nick_alone_is_nobody() -> None:
    tracker = _tracker()
    _joins(tracker, "bob", None)
    assert tracker.nicks("bob") == []


def test_nobody_is_trusted_before_the_members_were_asked_for() -> None:
    tracker = _tracker(seeded=False)
    _joins(tracker, "bob", "bob")
    assert tracker.nicks("bob") == []
    tracker.seeded("#desk")
    assert tracker.nicks("bob") == ["bob"]


def test_nobody_is_trusted_where_changes_are_not_told() -> None:
    tracker = _tracker()
    _joins(tracker, "bob", "bob")
    tracker.trusts_accounts = False
    assert tracker.nicks("bob") == []


def test_an_account_that_nobody_told_is_not_a_missing_one_but_proves_nothing_either() -> None:
    tracker = _tracker()
    tracker.listed("#desk", "bob", "user", "host")
    assert tracker.nicks("bob") == []


def test_what_was_known_is_forgotten_when_changes_stop_being_told() -> None:
    tracker = _tracker()
    _joins(tracker, "bob", "bob")
    tracker.forget_accounts()
    assert tracker.nicks("bob") == []


def test_the_account_goes_with_the_person_when_the_nick_changes() -> None:
    tracker = _tracker()
    _joins(tracker, "bob", "bob")
    _joins(tracker, "mallory", None)
    tracker.renamed("bob", "bob_away")
    tracker.renamed("mallory", "bob")
    assert tracker.nicks("bob") == ["bob_away"]


def test_a_change_of_case_alone_keeps_the_person() -> None:
    tracker = _tracker()
    _joins(tracker, "bob", "bob")
    tracker.renamed("bob", "BOB")
    assert tracker.nicks("bob") == ["BOB"]


def test_whoever_takes_a_nick_after_a_quit_is_somebody_else() -> None:
    tracker = _tracker()
    _joins(tracker, "bob", "bob")
    tracker.quit("bob")
    tracker.listed("#desk", "bob", "user", "host")
    assert tracker.nicks("bob") == []


def test_whoever_takes_a_nick_after_a_quit_that_we_missed_is_somebody_else() -> None:
    tracker = _tracker()
    _joins(tracker, "bob", "bob")
    tracker.joined("#desk", "bob", "mallory", "elsewhere")
    assert tracker.nicks("bob") == []


def test_a_nick_taken_over_by_renaming_ends_the_old_one() -> None:
    tracker = _tracker()
    _joins(tracker, "bob", "bob")
    _joins(tracker, "mallory", None, host="elsewhere")
    tracker.renamed("mallory", "bob")
    assert tracker.nicks("bob") == []


def test_a_nick_taken_over_by_somebody_unknown_ends_the_old_one() -> None:
    tracker = _tracker()
    _joins(tracker, "bob", "bob")
    tracker.renamed("stranger", "bob")
    assert tracker.nicks("bob") == []


def test_who_left_the_last_common_channel_is_forgotten() -> None:
    tracker = _tracker()
    tracker.entered("#ops")
    tracker.seeded("#ops")
    _joins(tracker, "bob", "bob")
    _joins(tracker, "bob", "bob", "#ops")
    tracker.parted("#desk", "bob")
    assert tracker.nicks("bob") == ["bob"]
    tracker.parted("#ops", "bob")
    assert tracker.person("bob") is None


def test_who_shares_only_a_channel_that_we_left_is_forgotten() -> None:
    tracker = _tracker()
    _joins(tracker, "bob", "bob")
    tracker.left("#desk")
    assert tracker.person("bob") is None


def test_a_channel_entered_anew_is_known_anew() -> None:
    tracker = _tracker()
    _joins(tracker, "bob", "bob")
    tracker.entered("#desk")
    assert tracker.person("bob") is None
    assert not tracker.in_channel("#desk", "bob")


def test_one_account_worn_twice_gives_both_nicks_the_awake_one_first() -> None:
    tracker = _tracker()
    _joins(tracker, "bob", "bob")
    _joins(tracker, "bobphone", "bob", host="phone")
    assert tracker.nicks("bob") == ["bob", "bobphone"]
    person = tracker.person("bob")
    assert person
    person.away = True
    assert tracker.nicks("bob") == ["bobphone", "bob"]


def test_a_mask_is_online_until_it_quits() -> None:
    tracker = _tracker()
    _joins(tracker, "guest", None)
    assert tracker.online("guest!user@host")
    assert not tracker.online("guest!user@elsewhere")
    tracker.quit("guest")
    assert not tracker.online("guest!user@host")


def test_a_stranger_has_the_mask_as_key() -> None:
    tracker = _tracker()
    _joins(tracker, "guest", None)
    assert tracker.nicks("guest!user@host") == ["guest"]


def test_where_nicks_are_believed_the_nick_is_the_account() -> None:
    tracker = _tracker(believed=True)
    tracker.listed("#desk", "Bob[1]")
    assert tracker.nicks("bob{1}") == ["Bob[1]"]
    assert tracker.in_channel("#desk", "bob{1}")


def test_where_nicks_are_believed_who_spoke_in_private_alone_can_be_answered() -> None:
    tracker = _tracker(believed=True)
    tracker.guest("alice", "a", "host")
    assert tracker.nicks("alice") == ["alice"]
    tracker.no_such_nick("alice")
    assert tracker.nicks("alice") == []


def test_who_is_in_a_channel_is_not_forgotten_for_a_refusal() -> None:
    tracker = _tracker(believed=True)
    tracker.listed("#desk", "alice")
    tracker.no_such_nick("alice")
    assert tracker.nicks("alice") == ["alice"]


def test_elsewhere_who_spoke_in_private_alone_is_not_kept() -> None:
    tracker = _tracker()
    tracker.guest("alice", "a", "host")
    assert tracker.person("alice") is None


def test_answers_about_channels_that_are_not_ours_are_not_kept() -> None:
    tracker = _tracker()
    assert tracker.listed("#other", "bob", "user", "host") is None


def test_the_last_words_are_remembered_newest_first() -> None:
    spoken = Spoken(most=2)
    for key in ("alice", "bob", "alice", "charlie"):
        spoken.note("#desk", key, NOW)
    assert spoken.last("#desk", "alice") == NOW
    assert spoken.last("#desk", "bob") is None


_NICKS = st.sampled_from(["alice", "bob", "BOB", "mallory"])
_STEPS = st.lists(st.tuples(st.sampled_from(["join", "part", "quit", "nick", "account"]), _NICKS, _NICKS))


@given(_STEPS)
def test_in_any_history_an_account_is_worn_only_by_who_was_told_to_wear_it(
    steps: list[tuple[str, str, str]],
) -> None:
    """Against a model that follows the people themselves: only `bob`'s first wearer logs in as anybody."""
    tracker, fold = _tracker(), folder("rfc1459")
    wearers: dict[str, str | None] = {}
    for step, nick, other in steps:
        here = fold(nick) in wearers
        if step == "join" and not here:
            wearers[fold(nick)] = None
            _joins(tracker, nick, None)
        elif step == "account" and here:
            wearers[fold(nick)] = "bob"
            person = tracker.person(nick)
            assert person
            person.log_in("bob")
        elif step in {"part", "quit"} and here:
            del wearers[fold(nick)]
            tracker.quit(nick) if step == "quit" else tracker.parted("#desk", nick)
        elif step == "nick" and here and (fold(other) not in wearers or fold(other) == fold(nick)):
            wearers[fold(other)] = wearers.pop(fold(nick))
            tracker.renamed(nick, other)
    assert {fold(nick) for nick in tracker.nicks("bob")} == {nick for nick, account in wearers.items() if account}
