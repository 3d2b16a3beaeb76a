"""The most that anybody may ask, in one table (THREATS); each refusal names its bound.

docs/bounds.md is made from it, by what stands below each, and tests/threats/test_bounds.py walks it.
"""

from datetime import timedelta

from msgspec import Struct


class Bounds(Struct, frozen=True):
    line: int = 16_384
    """Bytes in one line that is said to dibs."""
    title: int = 200
    """Characters in a title."""
    text: int = 16_384
    """Bytes in a description, a comment, a question or a reason."""
    pasted: int = 20
    """Lines of a paste that become the description."""
    name: int = 30
    """Characters in the name of a role or a member."""
    address: int = 64
    """Characters in a nick or an account."""
    addresses: int = 10
    """Accounts that are linked to one person."""
    channel: int = 64
    """Characters in the name of a channel."""
    zone: int = 64
    """Characters in the name of a time zone."""
    shortest_password: int = 8
    """At the least, of a password: characters."""
    password: int = 128
    """Characters in a password."""
    wrong_passwords: int = 3
    """Wrong passwords from one host in a row. Then it has to wait before the next, each time twice as long."""
    waiting_tries: int = 20
    """Tries for one account that wait for their turn, 2s apart, where many wrong ones were made for it."""
    registered: int = 3
    """Accounts that are registered from one host within a day."""
    password_code: timedelta = timedelta(hours=24)
    """To set a new password by the code that an admin got for somebody."""
    key: int = 64
    """Characters in `key=`."""
    search: int = 200
    """Characters in a search."""
    search_terms: int = 20
    """Words in a search, and values of its filters."""
    views: int = 50
    """Views of one person, or of one role."""
    length: int = 20
    """Characters in a length of time."""
    moment: int = 40
    """Characters in a date or a time of day."""
    longest: timedelta = timedelta(days=2 * 365)
    """Of any length of time, and ahead for any date."""
    longest_mute: timedelta = timedelta(days=7)
    """Of `mute`: the janitor gives up what waited longer."""
    shortest_every: timedelta = timedelta(minutes=1)
    """At the least, of `every=`, `lifetime=` and `digest=`."""
    shortest_keep: timedelta = timedelta(days=1)
    """At the least, of `keep=`."""
    at_once: int = 20
    """Tickets in one command."""
    roles: int = 100
    """Roles."""
    watchers: int = 200
    """Watchers of one ticket: each of them is a line in private for all that happens to it."""
    links: int = 50
    """Links of one ticket, from both sides."""
    links_from_outside: int = 25
    """The same, up to which also those may link another to it who may not change it."""
    merged: int = 500
    """Comments that go along when a ticket is merged into another."""
    weblink: int = 200
    """Characters in an address on the web."""
    weblinks: int = 20
    """Links of one ticket to elsewhere."""
    chain: int = 1000
    """Tickets that are looked at so that none blocks itself, or is a part of itself, around some corners."""
    stranger_free: int = 3
    """Tickets that nobody has taken yet, of one who isn't logged in."""
    member_free: int = 20
    """The same, of one member, with those that they opened for others within 30 days."""
    keyed_free: int = 600
    """The same, of what one system reports by `key=`: its lines are joined in a storm."""
    stranger_offers: int = 6
    """Offers to roles within an hour, caused by one who isn't logged in."""
    host_free: int = 10
    """Tickets that nobody has taken yet, of all at one host who aren't logged in: nicks and users are cheap."""
    host_offers: int = 30
    """Offers to roles within an hour, caused by all at one host who aren't logged in."""
    relay_free: int = 10
    """The same as of one who isn't logged in, of all who speak over one bridge."""
    relay_offers: int = 30
    """Offers to roles within an hour, caused by all who speak over one bridge."""
    member_offers: int = 600
    """The same, caused by one member: monitoring has its storms."""
    asked_anew: int = 5
    """Times within an hour that one person has others asked anew about one ticket, be it by `undo`."""
    questions: int = 5
    """Questions by one member to one person within a day, without a yes."""
    ask_again: timedelta = timedelta(hours=24)
    """From a no until the same member may ask again about that ticket."""
    handed_over: int = 20
    """Tickets in one question to take them over."""
    for_others: int = 20
    """Tickets within a day that one member opens for others, who hear of each."""
    urgent: int = 2
    """Times within a day that one member calls something urgent."""
    clients: int = 1000
    """Clients."""
    projects: int = 200
    """Projects of one client."""
    label: int = 40
    """Characters in the name of a client or a project."""
    billed: int = 2000
    """Entries and corrections on one bill."""
    longest_entry: timedelta = timedelta(hours=24)
    """Of time that is logged at once, and of what one member logs for one day."""
    undo: timedelta = timedelta(minutes=10)
    """To take one's own last change back."""
    more: timedelta = timedelta(minutes=10)
    """To ask for the next page of a long answer."""
    quoted: int = 30
    """Lines of a channel that are looked at for one `new -15`."""
    dictation: timedelta = timedelta(hours=1)
    """From `on` until what one says in the channel becomes no comments any more."""
    dictated: int = 200
    """Comments that come of one `on`."""
    rollback: timedelta = timedelta(days=7)
    """Back, for taking all back that somebody did."""
    rollback_changes: int = 200
    """Changes that are taken back so at once."""


class Pace(Struct, frozen=True):
    """So many at once, and then one more each time that so long has passed."""

    burst: int
    every: timedelta


class Paces(Struct, frozen=True):
    """How much one may say to dibs: by account, or by host where nobody is logged in. What is beyond isn't done, brings
    a warning, and then dibs doesn't listen for a while."""

    stranger: Pace = Pace(10, timedelta(seconds=5))
    """Commands of who isn't logged in, all at one host together."""
    member: Pace = Pace(20, timedelta(seconds=3))
    """Commands of who is logged in."""
    admin: Pace = Pace(60, timedelta(seconds=1))
    """Commands of an admin, besides those of a member."""
    keyed: Pace = Pace(600, timedelta(milliseconds=100))
    """What a system that is logged in reports by `key=`."""
    offers: Pace = Pace(120, timedelta(seconds=1))
    """Answers to offers, `accept`, `decline` and the like: a storm is worked through in a hurry."""
    relay: Pace = Pace(40, timedelta(seconds=1))
    """Commands of all who speak over one bridge together. What is beyond is passed over without a word."""
    stranger_errors: Pace = Pace(6, timedelta(seconds=10))
    """Lines that can't be done, of who isn't logged in."""
    member_errors: Pace = Pace(10, timedelta(seconds=6))
    """The same, of who is logged in."""


PACES = Paces()

USUAL = Bounds()
"""For what reads words before a desk is asked."""
