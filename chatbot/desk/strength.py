"""How surely somebody must be known to do something: tables, and pure functions."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from chatbot.desk.access import Relation
from chatbot.wire import METHODS, Method, Principal

Right = Literal["open", "own", "administer"]
RIGHTS: tuple[Right, ...] = ("open", "own", "administer")
Need = Literal["look", "change"] | Right
"""`look`: reading and commenting, which want no proof. `change`: it depends on what they are to the ticket."""


class Least(Struct, frozen=True):
    """The weakest way of proof with which one may open tickets, own them, administer."""

    open: Method = "none"
    own: Method = "identified"
    administer: Method = "identified"

    def of(self, right: Right) -> Method:
        least: Mapping[Right, Method] = {"open": self.open, "own": self.own, "administer": self.administer}
        return least[right]


NEEDS: Mapping[str, Need] = {
    "opening.open_once": "open",
    "tickets.open_ticket": "open",
    "keys.report": "open",
    "keys.recover": "open",
    "tickets.comment": "look",
    "asking.answer": "look",
    "quoting.put": "look",
    "dictating.begin": "look",
    "dictating.end": "look",
    "dictating.add": "look",
    "watching.watch": "look",
    "watching.unwatch": "look",
    "members.greet": "look",
    "alarms.command_failed": "look",
    "passwords.register": "look",
    "passwords.redeem": "look",
    "passwords.put": "look",
    "passwords.void": "look",
    "passwords.void_code": "look",
    "tickets.describe": "change",
    "tickets.close": "change",
    "reopening.reopen": "change",
    "editing.edit": "change",
    "withdrawing.withdraw": "change",
    "urgency.call": "change",
    "relating.link": "change",
    "relating.unlink": "change",
    "weblinks.link": "change",
    "weblinks.unlink": "change",
    "undoing.undo": "change",
    "redacting.erase": "change",
    "working.log": "own",
    "stopwatches.start": "own",
    "stopwatches.stop": "own",
    "stopwatches.drop": "own",
    "ownership.accept": "own",
    "ownership.decline": "own",
    "ownership.assign": "own",
    "ownership.release": "own",
    "handing.hand_over": "own",
    "stealing.steal": "own",
    "moving.move": "own",
    "uniting.merge": "own",
    "splitting.split": "own",
    "advancing.advance": "own",
    "holding.hold": "own",
    "holding.resume": "own",
    "asking.ask": "own",
    "snoozing.later": "own",
    "quieting.put_mode": "own",
    "quieting.put_hours": "own",
    "quieting.mute": "own",
    "quieting.end": "own",
    "quieting.leave": "own",
    "quieting.come_back": "own",
    "habits.put_zone": "own",
    "saved.save": "own",
    "saved.delete": "own",
    "linking.may_ask": "own",
    "merging.link": "own",
    "unlinking.unlink": "own",
    "roles.join": "own",
    "roles.leave": "own",
    "clients.add": "administer",
    "clients.edit": "administer",
    "projects.add": "administer",
    "projects.edit": "administer",
    "billing.mark": "administer",
    "billing.take_back": "administer",
    "staging.begin": "administer",
    "staging.stage": "administer",
    "staging.switch": "administer",
    "roles.create": "administer",
    "roles.ensure": "administer",
    "roles.put": "administer",
    "roles.delete": "administer",
    "roles.add": "administer",
    "roles.remove": "administer",
    "typesettings.put": "administer",
    "typesettings.reset": "administer",
    "leading.confirm": "administer",
    "leading.lead": "administer",
    "members.add": "administer",
    "members.make_admin": "administer",
    "reloading.note": "administer",
    "ignoring.ignore": "administer",
    "ignoring.unignore": "administer",
    "passwords.offer_code": "administer",
    "suspending.suspend": "administer",
    "suspending.restore": "administer",
    "forgetting.erase": "administer",
    "rollback.take_one_back": "administer",
    "rollback.finish": "administer",
}
"""By the verb that the desk is told to run, `<module>.<function>`. One that isn't here needs the most."""

AS: Mapping[Relation, Right] = {
    "owner": "own",
    "member": "own",
    "joined": "own",
    "asked": "own",
    "called": "own",
    "reporter": "open",
    "admin": "administer",
}
"""What one must reach to do anything to a ticket as that."""

ALWAYS: frozenset[Method] = frozenset({"believed", "shell"})
"""Locked out by no setting: the embedded server is for trying dibs out, and the shell may write the file anyway."""

_DOING: Mapping[Right, str] = {
    "open": "Opening tickets here",
    "own": "Taking and changing tickets here",
    "administer": "Administering here",
}
_CAME: Mapping[Method, str] = {"relayed": "over a bridge", "identified": "by your password", "tracker": "by tracker"}
_AS_SAID = "Where dibs runs: dibs say '<command>'"
_INSTEAD: Mapping[Method, str] = {
    "relayed": "Say it on IRC itself, logged in.",
    "identified": "Who runs dibs decides that.",
    "tracker": "Who runs dibs decides that.",
    "account-tag": _AS_SAID,
}


def need_of(verb: object) -> Need:
    """Of a function of the desk."""
    module, name = getattr(verb, "__module__", ""), getattr(verb, "__name__", "")
    return NEEDS.get(f"{module.removeprefix('chatbot.desk.')}.{name}", "administer")


def reaches(principal: Principal, least: Least, right: Right) -> bool:
    return principal.method in ALWAYS or principal.strength >= METHODS.index(least.of(right))


def too_weak(principal: Principal, least: Least, right: Right) -> str:
    """`Taking and changing tickets here wants account-tag; you came by tracker. Who runs dibs decides that.`"""
    wanted, came = least.of(right), _CAME.get(principal.method, f"by {principal.method}")
    instead = _INSTEAD.get(principal.method, "Log in to NickServ, then say it again.")
    if wanted == "shell":
        instead = _AS_SAID
    named = "a login" if principal.method == "relayed" and wanted != "shell" else wanted
    return f"{_DOING[right]} wants {named}; you came {came}. {instead}"
