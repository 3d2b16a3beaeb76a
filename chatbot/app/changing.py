"""Makes a running dibs follow another configuration: what may stay as it is stays, above all the links."""

from collections.abc import Mapping, Sequence
from functools import partial

from msgspec import Struct

from chatbot.app import embedding
from chatbot.app.opening import code_lives, ensure_cursors, ensure_roles, ensure_types
from chatbot.app.running import App
from chatbot.config import EMBEDDED, Config
from chatbot.config.diff import Change, effective
from chatbot.config.logs import set_up
from chatbot.config.needs import Need
from chatbot.config.parts import desk_settings, embedded_link, link_settings
from chatbot.desk import reloading
from chatbot.desk.act import Caller
from chatbot.desk.reloading import Reloaded
from chatbot.irc.embedded import EmbeddedServer
from chatbot.irc.settings import LinkSettings
from chatbot.services.plugins import Plugin
from store import roles

LEFT = "This desk isn't here any more. What isn't said yet waits."
ANEW = "dibs connects anew, by other settings. It is back at once."


class Plan(Struct, frozen=True):
    """What is to be. `wanted`: how to reach each network. `server`: the embedded one, if it was started for this."""

    config: Config
    changes: Sequence[Change]
    wanted: Mapping[str, LinkSettings]
    server: EmbeddedServer | None


async def follow(
    app: App, caller: Caller, new: Config, plugins: Sequence[Plugin], changes: Sequence[Change]
) -> Reloaded:
    """What may fail comes first, and is taken back if it does; then all changes at once, and links are left last."""
    plan = await _plan(app, effective(app.config, new), changes)
    found = await _written(app, caller, plan)
    homes = await app.desk.database.read(roles.list_all)
    await _put_plugins(app, plan.config, plugins)
    before, app.config = app.config, plan.config
    _put_prefix(app, app.config.desk.prefix)
    for settings in plan.wanted.values():
        kept = [role.channel for role in homes if role.channel and role.network == settings.network]
        app.networks.put(settings, kept)
    if before.log != app.config.log:
        set_up(app.config.log)
    if before.network_names != app.config.network_names:
        app.desk.codes.lives = code_lives(app.config)
        await app.renew_code()
    _leave(app, [name for name in app.links if name not in plan.wanted], found.anew)
    return found


async def _plan(app: App, config: Config, changes: Sequence[Change]) -> Plan:
    """The embedded server is started if it is to run from now on."""
    wanted = {settings.network: settings for settings in link_settings(config)}
    if not config.embedded_runs:
        return Plan(config, changes, wanted, None)
    if app.embedded is not None:
        here = embedded_link(config, app.embedded.ports[0])
        return Plan(config, changes, wanted | {EMBEDDED: here}, None)
    server, there = await embedding.start(config, app.supervisor)
    return Plan(config, changes, wanted | {EMBEDDED: there}, server)


async def _written(app: App, caller: Caller, plan: Plan) -> Reloaded:
    """Types, roles, cursors and the event. Until they are on the disk, only the desk's settings are the new ones."""
    before, app.desk.settings = app.desk.settings, desk_settings(plan.config)
    try:
        app.need_to_go_on()
        await ensure_types(app.desk)
        made = await ensure_roles(app.desk, plan.config)
        await ensure_cursors(app.desk, plan.config.desk.plugins)
        found = _outcome(app, plan, made)
        await app.desk.change(caller, reloading.note, found, before.digest_every)
    except BaseException:
        app.desk.settings = before
        if plan.server is not None:
            await embedding.stop(plan.server, app.supervisor)
        raise
    app.embedded = plan.server or app.embedded
    return found


def _outcome(app: App, plan: Plan, made: Sequence[str]) -> Reloaded:
    moved = {change.network for change in plan.changes if change.need is Need.ANEW} & app.links.keys()
    anew = sorted(name for name in moved & plan.wanted.keys() if not app.links[name].stays(plan.wanted[name]))
    keys: dict[Need, list[str]] = {need: [] for need in Need}
    for change in plan.changes:
        keys[_need(change, app.config, plan.config, anew, made)].append(change.key)
    now, later, _, restart, once = (tuple(keys[need]) for need in Need)
    return Reloaded(now, tuple(anew), later, once, restart)


def _need(change: Change, old: Config, new: Config, anew: Sequence[str], made: Sequence[str]) -> Need:
    """As the table has it, unless it is otherwise this time: what is made anyway is made by the new settings."""
    if change.need in {Need.NEXT, Need.ANEW}:
        return Need.NOW if change.network in anew else Need.NEXT
    if change.key == "embedded.ports" and not (old.embedded_runs and new.embedded_runs):
        return Need.NOW
    return Need.ONCE if change.role and change.role not in made else change.need


async def _put_plugins(app: App, config: Config, plugins: Sequence[Plugin]) -> None:
    """Those that are named as before, with the same settings, read on as if nothing were. The services come first: they
    may fail, and what reads the journal is as it was then."""
    kept = {plugin.name: plugin for plugin in app.plugins if _is_same(plugin.name, app.config, config)}
    gone = [plugin.name for plugin in app.plugins if plugin.name not in kept]
    await app.put_plugins([kept.get(plugin.name, plugin) for plugin in plugins])
    if gone:
        await app.supervisor.stop(*[f"plugin {name}" for name in gone])
    for plugin in (plugin for plugin in app.plugins if plugin.name not in kept):
        app.start_plugin(plugin)
    await app.forget_others()


def _is_same(plugin: str, old: Config, new: Config) -> bool:
    return plugin in new.desk.plugins and old.plugins.get(plugin) == new.plugins.get(plugin)


def _put_prefix(app: App, prefix: str) -> None:
    app.commander.prefix = app.networks.prefix = prefix
    for sender in app.senders.values():
        sender.prefix = prefix


def _leave(app: App, gone: Sequence[str], anew: Sequence[str]) -> None:
    """Nothing is waited for: it is told first."""
    for name in anew:
        app.networks.connect_anew(name, ANEW)
    for name in gone:
        server = app.embedded if name == EMBEDDED else None
        app.networks.leave(name, LEFT, partial(embedding.stop, server, app.supervisor) if server else None)
    if EMBEDDED in gone:
        app.embedded = None
