"""Opens the parts: the desk on its database, the plugins, the table of commands."""

import logging
from collections.abc import Callable, Collection, Sequence
from datetime import timedelta

from chatbot.commands import (
    billing,
    clients,
    counting,
    delivering,
    dictating,
    explaining,
    holding,
    ignoring,
    leading,
    linking,
    members,
    ownership,
    paging,
    passwords,
    pressing,
    quieting,
    quoting,
    reading,
    relating,
    reloading,
    roles,
    rollingback,
    saved,
    searching,
    services,
    showing,
    splitting,
    stopwatches,
    suspending,
    tickets,
    timesheets,
    turning,
    types,
    undoing,
    uniting,
    upcoming,
    watching,
    working,
)
from chatbot.commands import help as help_
from chatbot.commands.registry import Table, load
from chatbot.config import EMBEDDED, Config
from chatbot.config.parts import desk_settings, types_of
from chatbot.desk import roles as desk_roles
from chatbot.desk import types as desk_types
from chatbot.desk.act import Caller
from chatbot.desk.clock import Clock, WallClock
from chatbot.desk.codes import AdminCodes
from chatbot.desk.desk import Desk
from chatbot.desk.mishaps import mishap
from chatbot.desk.roles import RoleChange
from chatbot.services import plugins
from chatbot.services.dispatcher import begin
from chatbot.services.plugins import Plugin
from chatbot.wire import Principal, Private
from store import cursors
from store import roles as roles_of
from store.database import open_database
from store.failures import StoreFailed

log = logging.getLogger("dibs.app")

COMMANDS = (
    tickets,
    ownership,
    turning,
    holding,
    pressing,
    quieting,
    relating,
    uniting,
    splitting,
    undoing,
    watching,
    dictating,
    quoting,
    showing,
    reading,
    searching,
    stopwatches,
    working,
    billing,
    timesheets,
    clients,
    counting,
    explaining,
    upcoming,
    delivering,
    paging,
    roles,
    leading,
    types,
    saved,
    members,
    suspending,
    rollingback,
    linking,
    passwords,
    ignoring,
    reloading,
    services,
    help_,
)

ALARMS = "alarms"
"""dibs's own plugin, loaded always."""

CODE_LIVES = timedelta(minutes=15)

SETTER_UP = Caller(Principal("shell", "dibs", None, "shell", "shell"), Private("shell", "dibs"))
"""Who acts when the configuration asks for something."""


def command_table() -> Table:
    return load(COMMANDS)


def load_plugins(config: Config) -> list[Plugin]:
    return plugins.load(config.desk.plugins, config.plugins, types_of(config))


def make_codes(config: Config, show: Callable[[str], None]) -> AdminCodes:
    """On the embedded server a code lives as long as dibs runs; on a real network 15 minutes."""
    return AdminCodes(code_lives(config), show)


def code_lives(config: Config) -> timedelta | None:
    """None: as long as dibs runs."""
    return None if config.network_names == (EMBEDDED,) else CODE_LIVES


async def open_desk(
    config: Config,
    clock: Clock | None = None,
    codes: AdminCodes | None = None,
    *,
    as_written: bool = True,
    furnished: bool = True,
) -> Desk:
    """The desk on its database, with the types and roles that the configuration begins with. Close its database at the
    end. Refused where a type can't become what is written, since tickets stand in a state that would go away or be
    of another kind; with `as_written` False the types stay as they are, and without `furnished` the roles, too."""
    database = await open_database(config.desk.database)
    try:
        desk = Desk(database, clock or WallClock(), desk_settings(config), codes or AdminCodes())
        await desk.open()
        if as_written:
            await ensure_types(desk)
        if furnished:
            await ensure_roles(desk, config)
        await ensure_cursors(desk, [*config.desk.plugins, ALARMS])
    except BaseException:
        await database.close()
        raise
    return desk


async def ensure_cursors(desk: Desk, names: Sequence[str]) -> None:
    """A plugin hears what happens from the moment it was named, be dibs running by then or not."""
    known = [await desk.database.read(cursors.get, name) for name in names]
    for name in (name for name, cursor in zip(names, known, strict=True) if cursor is None):
        await desk.database.write(begin, name)


async def drop_cursors(desk: Desk, kept: Collection[str]) -> None:
    """Of all that read the journal no more: back one day they begin at the end, as any that are new, and till then no
    offer waits for them to read of it. Only who runs all that do read knows which these are."""
    try:
        for cursor in await desk.database.read(cursors.list_all):
            if cursor.plugin not in kept:
                await desk.database.write(cursors.drop, cursor.plugin)
    except StoreFailed as error:
        mishap(log, "what isn't there any more keeps its place in the journal", error)


async def ensure_types(desk: Desk) -> None:
    """As they are written down, all of them or none. Refused where that would leave tickets in no state."""
    await desk.change(SETTER_UP, desk_types.apply_all)


async def ensure_roles(desk: Desk, config: Config) -> list[str]:
    """Those that don't exist yet; who follows whom is said when all of them do. Their names, folded."""
    known = {role.name.lower() for role in await desk.database.read(roles_of.list_all)}
    made = [role for role in config.roles if role.name.lower() not in known]
    for role in made:
        change = RoleChange(
            channel=role.channel,
            network=role.network if role.channel else None,
            lifetime=role.lifetime,
            every=role.every,
            digest=role.digest_every,
            zone=role.zone,
            open=role.open or None,
            say=role.say if role.say != "normal" else None,
        )
        await desk.change(SETTER_UP, desk_roles.ensure, role.name, change)
    for role in (role for role in made if role.next):
        then = RoleChange(next=role.next, after=role.after, prompts=role.prompts)
        await desk.change(SETTER_UP, desk_roles.put, role.name, then)
    return [role.name.lower() for role in made]
