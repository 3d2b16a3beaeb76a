"""`dibs workflow list`, `show`, `apply`."""

import re
from typing import Annotated, Literal

import typer

from chatbot.cli.bootstrap import me
from chatbot.cli.console import ConfigOption, fail, out, show_table
from chatbot.cli.opened import read_config, with_desk
from chatbot.cli.workflows import notations, svg
from chatbot.cli.workflows.picture import Node, Picture, picture
from chatbot.config import Config
from chatbot.config.parts import desk_settings
from chatbot.desk import surveys, types
from chatbot.desk.drafts import Draft
from chatbot.desk.suggest import no_such

workflows = typer.Typer(
    name="workflow", help="The way that tickets of a type go: list, show, apply.", no_args_is_help=True
)
Name = Annotated[str, typer.Argument(help="The type: request, or one of the configuration's.")]
_MOVE = re.compile(r"(\d{1,3})=(\d{1,3})", re.ASCII)

FORMATS = {"mermaid": notations.as_mermaid, "dot": notations.as_dot, "svg": svg.as_svg}


@workflows.command("list")
def list_(config: ConfigOption = None) -> None:
    """All types, for whom they are, and how many tickets of each are open."""
    found = with_desk(read_config(config), lambda desk: desk.look(me(), types.list_types))
    show_table(("type", "role", "open"), [(name, role or "", str(count)) for name, role, count in found])


@workflows.command("show")
def show(
    name: Name,
    format_: Annotated[
        Literal["text", "mermaid", "dot", "svg"], typer.Option("--format", help="For a terminal, or to be drawn.")
    ] = "text",
    config: ConfigOption = None,
) -> None:
    """Draw a type's workflow, with how many tickets stand in each state, and how long others stayed there."""
    drawn = picture(with_desk(read_config(config), lambda desk: desk.look(me(), surveys.survey, name)))
    if format_ == "text":
        _show(drawn)
    else:
        out.print(FORMATS[format_](drawn))


def _show(drawn: Picture) -> None:
    out.print(" > ".join(f"{node.code} {node.name}" for node in drawn.normal_way), style="name")
    show_table(("state", "is", "here", "stay", "then", "or", "by itself"), [_row(drawn, node) for node in drawn.nodes])
    out.print(drawn.kept)


def _row(drawn: Picture, node: Node) -> tuple[str, ...]:
    names = {other.code: other.name for other in drawn.nodes}
    after = [(arrow.normal, names[arrow.end]) for arrow in drawn.arrows if arrow.start == node.code]
    then = "".join(name for normal, name in after if normal)
    others = ", ".join(name for normal, name in after if not normal)
    return f"{node.code} {node.name}", node.kind, str(node.here or ""), node.stayed, then, others, node.onward


@workflows.command("apply")
def apply(
    name: Name,
    move: Annotated[list[str] | None, typer.Option(help="Where tickets go from a state that goes: 3=2.")] = None,
    config: ConfigOption = None,
) -> None:
    """Make a type as the configuration has it, and move the tickets that stand in a state that goes away."""
    settings = read_config(config)
    draft = _need_draft(settings, name)
    moves = dict(map(_pair, move or ()))
    changed = with_desk(settings, lambda desk: desk.change(me(), types.apply, draft, moves), as_written=False)
    out.print(f"{draft.name}: {'as it is written now' if changed else 'nothing to change'}.")


def _need_draft(settings: Config, name: str) -> Draft:
    known = desk_settings(settings).types
    if name.lower() not in known:
        raise fail(no_such("type", name, known))
    return known[name.lower()]


def _pair(text: str) -> tuple[int, int]:
    found = _MOVE.fullmatch(text)
    if found is None:
        raise fail("A move is two codes, such as --move 3=2.")
    return int(found[1]), int(found[2])
