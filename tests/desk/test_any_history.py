"""Any sequence of verbs by anybody, with time passing, keeps the desk's promises and agrees with a small model."""

import os
from collections.abc import Callable, Coroutine
from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from chatbot.desk import roles
from chatbot.desk.act import Caller
from chatbot.desk.desk import Desk
from chatbot.desk.roles import RoleChange
from tests.desk import doing
from tests.desk.model import Model
from tests.desk.pieces import GUEST
from tests.desk.rests import LATER
from tests.desk.stage import PEOPLE, caller, set_up

FULL = os.environ.get("TESTS") == "full"

people, members = st.sampled_from(PEOPLE), st.sampled_from([who for who in PEOPLE if who != GUEST])
role_names, aloud = st.sampled_from(["ops", "web"]), st.booleans()
tickets = st.integers(0, 2)
"""Which ticket: counted from the newest, around and around."""


VERBS: dict[str, tuple[Callable[[Model, str, int], bool], Callable[[Desk, Caller, int], Coroutine[Any, Any, None]]]] = {
    "accept": (Model.accept, doing.accept),
    "decline": (Model.decline, doing.decline),
    "release": (Model.release, doing.release),
    "comment": (Model.comment, doing.comment),
    "close": (Model.close, doing.close),
    "reopen": (Model.reopen, doing.reopen),
    "steal": (Model.steal, doing.steal),
    "withdraw": (Model.withdraw, doing.withdraw),
    "watch": (Model.watch, doing.watch),
    "unwatch": (Model.unwatch, doing.unwatch),
    "hold": (Model.hold, doing.hold),
    "resume": (Model.resume, doing.resume),
    "ask": (Model.ask, doing.ask),
    "urgent": (Model.urgent, doing.urgent),
}

QUIET = frozenset({"watch", "unwatch"})
"""What changes nothing for others."""


class AnyHistory(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.stage = set_up()
        self.model, self.desk = self.stage.model, self.stage.desk

    def number(self, which: int) -> int:
        return len(self.model.tickets) - which % len(self.model.tickets)

    def act(self, verb: str, who: str, number: int, *, aloud: bool) -> None:
        of_model, of_desk = VERBS[verb]
        expected = of_model(self.model, who, number)
        self.stage.do(of_desk(self.desk, caller(who, aloud=aloud), number), expected=expected)

    def allowed(self, number: int) -> list[tuple[str, str]]:
        moves = [(verb, who) for verb in VERBS for who in PEOPLE]
        return [(verb, who) for verb, who in moves if VERBS[verb][0](deepcopy(self.model), who, number)]

    @initialize(role=role_names, reporters=st.lists(people, min_size=2, max_size=2))
    def begin(self, role: str, reporters: list[str]) -> None:
        for who in reporters:
            self.open(who, role, private=role == "ops", aloud=False)

    @rule(who=people, role=role_names, private=st.booleans(), aloud=aloud)
    def open(self, who: str, role: str, private: bool, aloud: bool) -> None:
        expected = self.model.open(who, role, private)
        eyes = caller(who, aloud=aloud)
        self.stage.do(doing.new(self.desk, eyes, role=role, private=private), expected=expected)

    @rule(who=people, which=tickets, to=members, aloud=aloud)
    def assign(self, who: str, which: int, to: str, aloud: bool) -> None:
        number = self.number(which)
        expected = self.model.assign(who, number, to)
        self.stage.do(doing.assign(self.desk, caller(who, aloud=aloud), number, to), expected=expected)

    @rule(who=people, which=tickets, role=role_names, aloud=aloud)
    def move(self, who: str, which: int, role: str, aloud: bool) -> None:
        number = self.number(which)
        expected = self.model.move(who, number, role)
        self.stage.do(doing.move(self.desk, caller(who, aloud=aloud), number, role), expected=expected)

    @rule(who=people, which=tickets, priority=st.integers(1, 4), aloud=aloud)
    def edit(self, who: str, which: int, priority: int, aloud: bool) -> None:
        number = self.number(which)
        expected = self.model.edit(who, number, priority)
        verb = doing.edit(self.desk, caller(who, aloud=aloud), number, priority=priority)
        self.stage.do(verb, expected=expected)

    @rule(which=tickets, data=st.data(), aloud=aloud)
    def somebody_does_what_they_may(self, which: int, data: st.DataObject, aloud: bool) -> None:
        """At random most attempts are refused; this leads far into what can happen."""
        number = self.number(which)
        verb, who = data.draw(st.sampled_from(self.allowed(number)))
        self.act(verb, who, number, aloud=aloud)

    @rule(which=tickets, aloud=aloud)
    def everybody_tries_what_they_may_not(self, which: int, aloud: bool) -> None:
        number = self.number(which)
        for who in PEOPLE:
            for verb in VERBS:
                if not VERBS[verb][0](deepcopy(self.model), who, number):
                    self.act(verb, who, number, aloud=aloud)
            for to in PEOPLE[:-1]:
                if not deepcopy(self.model).assign(who, number, to):
                    self.stage.do(doing.assign(self.desk, caller(who, aloud=aloud), number, to), expected=False)

    @rule(which=tickets, data=st.data(), aloud=aloud)
    def somebody_takes_back_what_they_did(self, which: int, data: st.DataObject, aloud: bool) -> None:
        """Whatever it was, all is as it was before."""
        number = self.number(which)
        verb, who = data.draw(st.sampled_from(self.allowed(number)))
        model, rows = deepcopy(self.model.tickets), self.stage.standing()
        can = not (verb == "comment" and self.model.is_answer(who, number))
        self.act(verb, who, number, aloud=aloud)
        self.stage.do(doing.undo(self.desk, caller(who, aloud=aloud), number), expected=can)
        if can:
            self.model.tickets = model
            assert self.stage.standing() == rows

    @rule(which=tickets, data=st.data(), aloud=aloud, late=st.booleans())
    def nobody_takes_back_what_others_went_on_from(
        self, which: int, data: st.DataObject, aloud: bool, late: bool
    ) -> None:
        """Nor what they did long ago."""
        number = self.number(which)
        verb, who = data.draw(st.sampled_from(self.allowed(number)))
        self.act(verb, who, number, aloud=aloud)
        others = [(verb, one) for verb, one in self.allowed(number) if one != who and verb not in QUIET]
        if late or not others:
            self.stage.pass_time(timedelta(minutes=11))
        else:
            verb, other = data.draw(st.sampled_from(others))
            self.act(verb, other, number, aloud=aloud)
        self.stage.do(doing.undo(self.desk, caller(who, aloud=aloud), number), expected=False)

    @rule(who=people, which=tickets, to=members, aloud=aloud, slip=st.booleans())
    def hand_over(self, who: str, which: int, to: str, aloud: bool, slip: bool) -> None:
        """A `slip` is taken back, and nobody is asked any more."""
        number = self.number(which)
        before = deepcopy(self.model.tickets)
        expected = self.model.hand_over(who, number, to)
        self.stage.do(doing.hand_over(self.desk, caller(who, aloud=aloud), number, to), expected=expected)
        if expected and slip:
            self.stage.do(doing.undo(self.desk, caller(who, aloud=aloud), number), expected=True)
            self.model.tickets = before

    @rule(who=people, which=tickets, aloud=aloud)
    def later(self, who: str, which: int, aloud: bool) -> None:
        """The offer goes on; of who asks for it there is one more timer."""
        number = self.number(which)
        expected = self.model.later(who, number)
        until = self.model.now + LATER
        self.stage.do(doing.later(self.desk, caller(who, aloud=aloud), number, until), expected=expected)

    @rule(who=people, which=tickets, aloud=aloud)
    def redact(self, who: str, which: int, aloud: bool) -> None:
        """It isn't taken back, nor does a later undo bring it back."""
        number = self.number(which)
        expected = self.model.redact(who, number)
        self.stage.do(doing.redact(self.desk, caller(who, aloud=aloud), number), expected=expected)

    @rule(who=people, role=role_names, key=st.sampled_from(["disk", "fan"]), over=st.booleans(), aloud=aloud)
    def system(self, who: str, role: str, key: str, over: bool, aloud: bool) -> None:
        eyes = caller(who, aloud=aloud)
        if over:
            self.stage.do(doing.recover(self.desk, eyes, key), expected=self.model.recover(who, key))
        else:
            expected = self.model.report(who, role, key)
            self.stage.do(doing.report(self.desk, eyes, key, role=role), expected=expected)

    @rule(who=members, role=role_names, aloud=aloud)
    def open_by_mistake(self, who: str, role: str, aloud: bool) -> None:
        """A number is never given back: it is a ticket that was withdrawn."""
        if deepcopy(self.model).open(who, role, private=False):
            self.open(who, role, private=False, aloud=aloud)
            number = self.number(0)
            self.stage.do(doing.undo(self.desk, caller(who, aloud=aloud), number), expected=True)
            assert self.model.tickets[number].reporter == who
            self.model.take_away(number)

    @rule(change=st.sampled_from(["join", "leave", "open", "close"]), who=people, role=role_names)
    def change_roles(self, change: str, who: str, role: str) -> None:
        if change in ("join", "leave"):
            of_model, verb = (self.model.join, roles.join) if change == "join" else (self.model.leave, roles.leave)
            expected = of_model(who, role)
            self.stage.do(self.desk.change(caller(who, aloud=True), verb, role), expected=expected)
        else:
            expected = self.model.set_open(role, change == "open")
            wanted = RoleChange(open=change == "open")
            self.stage.do(self.desk.change(caller("ada", aloud=True), roles.put, role, wanted), expected=expected)

    @rule(length=st.sampled_from([1, 5, 14, 29, 30, 31, 60, 24 * 60]))
    def pass_time(self, length: int) -> None:
        self.stage.pass_time(timedelta(minutes=length))

    @rule(who=people, aloud=aloud)
    def look(self, who: str, aloud: bool) -> None:
        self.stage.look(who, aloud=aloud)

    @invariant()
    def desk_and_model_agree(self) -> None:
        self.stage.compare()

    def teardown(self) -> None:
        self.stage.end()


TestAnyHistory = pytest.mark.slow(pytest.mark.timeout(1200)(AnyHistory.TestCase))
TestAnyHistory.settings = settings(
    max_examples=500 if FULL else 80,
    stateful_step_count=60 if FULL else 30,
    deadline=None,  # a step waits for the disk
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
