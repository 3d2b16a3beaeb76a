"""`dibs member` and `dibs role`: the first people and roles, from the shell."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Annotated, Any, Literal

import typer
from typer.core import TyperCommand

from chatbot.cli.console import ConfigOption, fail, out, show_table
from chatbot.cli.opened import read_config, with_desk
from chatbot.cli.saying import at_the_shell
from chatbot.commands.arguments import ANSWERS, channel_name
from chatbot.config import Config
from chatbot.desk import members as people
from chatbot.desk import roles as groups
from chatbot.desk.act import Caller
from chatbot.desk.durations import format_duration, parse_duration
from chatbot.desk.people import Person
from chatbot.desk.roles import RoleChange, RoleView
from chatbot.desk.suggest import no_such
from chatbot.wire import Private

members = typer.Typer(name="member", no_args_is_help=True, rich_markup_mode=None)
roles = typer.Typer(name="role", no_args_is_help=True, rich_markup_mode=None)


def me() -> Caller:
    principal = at_the_shell(None)
    return Caller(principal, Private(principal.network, principal.nick))


class Keyed(TyperCommand):
    """`channel=#ops`, as it is written in chat, is the option of that name."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - Typer's own class of contexts has no public name
        flags = {name: bool(getattr(one, "is_flag", False)) for one in self.params for name in one.opts}
        return super().parse_args(ctx, [part for word in args for part in _as_option(word, flags)])


def _as_option(word: str, flags: Mapping[str, bool]) -> Iterator[str]:
    """`flags`: by the name of each option whether it takes no value, as `open=yes` does in chat."""
    key, equals, value = word.partition("=")
    name, said = f"--{key.lower()}", ANSWERS.get(value.lower())
    if not equals or name not in flags:
        yield word
    elif not flags[name] or said is None:
        yield f"{name}={value}"
    elif said:
        yield name


def _network(config: Config, named: str | None) -> str | None:
    """The one that is named, else the only one there is."""
    if named is not None and named not in config.network_names:
        raise fail(no_such("network", named, config.network_names))
    return named or (config.network_names[0] if len(config.network_names) == 1 else None)


@members.command("add", cls=Keyed)
def member_add(
    name: Annotated[str, typer.Argument(help="What the desk calls them.")],
    network: Annotated[str | None, typer.Option(help="Where they are; the only network if there is one.")] = None,
    account: Annotated[str | None, typer.Option(help="Their account there, if it isn't the name.")] = None,
    admin: Annotated[bool, typer.Option("--admin", help="They may do everything.")] = False,
    config: ConfigOption = None,
) -> None:
    """Make somebody known, by their account on a network."""
    settings = read_config(config)
    home = _network(settings, network)
    made = with_desk(
        settings,
        lambda desk: desk.change(me(), people.add, name, network=home, account=account, admin=admin),
    )
    where = f"{account or name} on {home}" if home else "no address yet: --network"
    out.print(f"{made.name}: member{', admin' if made.admin else ''} ({where}).")


@members.command("list")
def member_list(config: ConfigOption = None) -> None:
    """Everybody who is known."""
    found = with_desk(read_config(config), lambda desk: desk.look(me(), people.list_members))
    rows = [
        (
            view.member.name,
            "admin" if view.member.admin else "",
            ", ".join(role.name for role in view.roles),
            ", ".join(f"{one.shown} on {one.network}" for one in view.identities),
        )
        for view in found
    ]
    if rows:
        show_table(("member", "", "roles", "known as"), rows)
    else:
        out.print("Nobody is known yet: dibs member add <name>")


@roles.command("create", cls=Keyed)
def role_create(
    name: str,
    channel: Annotated[str | None, typer.Option(help="Where its tickets are announced: '#ops'.")] = None,
    network: Annotated[str | None, typer.Option(help="The channel's network; the only one if there is one.")] = None,
    lifetime: Annotated[str | None, typer.Option(help="How long an offer lives: 30m.")] = None,
    every: Annotated[str | None, typer.Option(help="How often it is repeated: 5m.")] = None,
    digest: Annotated[str | None, typer.Option(help="How often it hears what lies open: 1d.")] = None,
    zone: Annotated[str | None, typer.Option(help="Where its mornings are: Europe/Berlin.")] = None,
    next_: Annotated[str | None, typer.Option("--next", help="The role that is asked where it takes nothing.")] = None,
    after: Annotated[str | None, typer.Option(help="And after how long, if not at the end: 15m.")] = None,
    prompts: Annotated[int | None, typer.Option(min=1, help="Or after how many prompts.")] = None,
    say: Annotated[Literal["few", "normal", "all"] | None, typer.Option(help="How much its channel reads.")] = None,
    anyone: Annotated[bool, typer.Option("--open", help="Anyone may join it.")] = False,
    config: ConfigOption = None,
) -> None:
    """Make a role."""
    settings = read_config(config)
    change = RoleChange(
        channel=_channel(channel),
        network=_network(settings, network) if channel else None,
        lifetime=_length(lifetime),
        every=_length(every),
        digest=_length(digest),
        open=anyone or None,
        next=next_,
        after=_length(after),
        prompts=prompts,
        say=say,
        zone=zone,
    )
    made = with_desk(settings, lambda desk: desk.change(me(), groups.create, name, change))
    out.print(f"{made.name} made. Who is in it: dibs role add {made.name} <member>")


def _channel(text: str | None) -> str | None:
    try:
        return channel_name(text) if text is not None else None
    except ValueError as error:
        raise fail(f"{error} In quotes, or the shell takes it for a comment.") from None


def _length(text: str | None) -> timedelta | None:
    try:
        return parse_duration(text) if text is not None else None
    except ValueError as error:
        raise fail(str(error)) from None


@roles.command("add")
def role_add(role: str, member: str, config: ConfigOption = None) -> None:
    """Put a member into a role."""
    person = Person(member, exact=True)
    where, who = with_desk(read_config(config), lambda desk: desk.change(me(), groups.add, role, person))
    out.print(f"{where.name}: {who.name} is in it now.")


@roles.command("list")
def role_list(config: ConfigOption = None) -> None:
    """All roles, and who is in them."""
    found = with_desk(read_config(config), lambda desk: desk.look(me(), groups.list_roles))
    rows = [_row(view) for view in found]
    if rows:
        show_table(("role", "channel", "lifetime", "every", "open to", "tickets", "members"), rows)
    else:
        out.print("There is no role yet: dibs role create <name>")


def _row(view: RoleView) -> tuple[str, ...]:
    return (
        view.role.name,
        f"{view.role.channel} on {view.role.network}" if view.role.channel else "",
        format_duration(timedelta(seconds=view.lifetime)),
        format_duration(timedelta(seconds=view.every)),
        "anyone" if view.role.open else "whom an admin adds",
        str(view.open_tickets),
        ", ".join(one.name for one in view.members),
    )
