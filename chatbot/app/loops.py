"""What runs once, whatever networks there are, and how long each may be silent."""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial

from chatbot.desk.desk import Desk
from chatbot.irc.link import Link
from chatbot.services import backlogs
from chatbot.services.channels import Channels
from chatbot.services.dispatcher import Dispatcher
from chatbot.services.doorbell import Doorbell
from chatbot.services.finisher import BETWEEN as BETWEEN_LOOKS
from chatbot.services.finisher import Finisher
from chatbot.services.janitor import BETWEEN, Janitor
from chatbot.services.news import News
from chatbot.services.overseer import Overseer
from chatbot.services.plugins import Plugin
from chatbot.services.presence import Presence
from chatbot.services.shut import Shut
from chatbot.services.siren import Siren
from chatbot.services.supervisor import Supervisor
from chatbot.services.switchboard import Switchboard
from chatbot.services.timekeeper import Timekeeper

SHORT = timedelta(minutes=5)
"""For what waits for commits, of which there is one a minute."""


def start(
    supervisor: Supervisor,
    desk: Desk,
    links: Mapping[str, Link],
    *,
    switchboard: Switchboard,
    shut: Shut,
    news: News,
    siren: Siren,
) -> None:
    """The overseer comes last: it finds all others running."""
    beat = supervisor.beat
    timekeeper = Timekeeper(desk, partial(beat, "timekeeper"))
    channels = Channels(desk, links, partial(beat, "channels"))
    switchboard.beat = partial(beat, "switchboard")
    news.beat = partial(beat, "news")
    janitor = Janitor(desk, partial(beat, "janitor"))
    finisher = Finisher(desk, partial(beat, "finisher"))
    shut.beat = partial(beat, "shut")
    supervisor.start("switchboard", switchboard.run, patience=SHORT)
    supervisor.start("news", news.run, patience=SHORT)
    supervisor.start("timekeeper", timekeeper.run, patience=SHORT, backlog=backlogs.timers_due)
    supervisor.start("doorbell", Doorbell(desk.database).run)
    supervisor.start("janitor", janitor.run, patience=2 * BETWEEN)
    supervisor.start("finisher", finisher.run, patience=2 * BETWEEN_LOOKS)
    supervisor.start("channels", channels.run, patience=SHORT)
    supervisor.start("shut", shut.run, patience=SHORT, idle=lambda: not shut.waiting)
    supervisor.start("siren", siren.run)
    supervisor.start("overseer", Overseer(desk, supervisor, doubt=siren.doubt).run)


def start_plugin(supervisor: Supervisor, desk: Desk, links: Mapping[str, Link], plugin: Plugin, news: News) -> None:
    beat = partial(supervisor.beat, f"plugin {plugin.name}")
    dispatcher = Dispatcher(plugin, desk, Presence(links), beat, news=news)
    unread = partial(backlogs.events_unread, plugin=plugin.name)
    supervisor.start(
        f"plugin {plugin.name}", dispatcher.run, patience=SHORT, backlog=unread, idle=lambda: dispatcher.resting
    )


def start_metrics(supervisor: Supervisor, desk: Desk, host: str, port: int | None) -> None:
    """Where a port is set for them."""
    if port is None:
        return
    from chatbot.services.metrics import Metrics  # noqa: PLC0415 - its library takes a while, and few want it

    supervisor.start("metrics", Metrics(desk, host, port).run)
