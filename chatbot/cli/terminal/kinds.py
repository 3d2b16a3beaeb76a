"""The list of what one may type behind `dibs`, by what it is for, with the headings of chat."""

from collections.abc import Iterator
from typing import Any

from typer.core import TyperGroup

from chatbot.cli.console import fail
from chatbot.cli.terminal.names import GROUPS, ONLY_IN_CHAT, VERBS
from chatbot.commands.kinds import ELSE, KINDS

TWO_WORDS, DESK = "More", "The desk itself"


def kind_of(name: str) -> str:
    """Under which heading it stands."""
    if name in GROUPS:
        return TWO_WORDS
    if name not in VERBS:
        return DESK
    return next((kind for kind, names in KINDS.items() if name in names), ELSE)


class ByKind(TyperGroup):
    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401 - as below
        """Who knows a verb from chat is told why it isn't here, before they are offered one that is spelled alike."""
        for verb in (" ".join(args[:2]), args[0]):
            if verb in ONLY_IN_CHAT:
                raise fail(f"{verb.capitalize()} is for chat alone: {ONLY_IN_CHAT[verb].replace('`', '')}.")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - Typer's own classes have no public names
        all_of_them = {name: self.get_command(ctx, name) for name in self.list_commands(ctx)}
        shown = {name: one for name, one in all_of_them.items() if one and not one.hidden}
        room = formatter.width - 6 - max(map(len, shown))
        for kind in (*KINDS, ELSE, TWO_WORDS, DESK):
            rows = [(name, one.get_short_help_str(room)) for name, one in _of_kind(kind, shown)]
            if rows:
                with formatter.section(kind):
                    formatter.write_dl(rows, col_max=30)


def _of_kind(kind: str, shown: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Verbs in the order of chat."""
    order = KINDS.get(kind, tuple(shown))
    yield from ((name, shown[name]) for name in order if name in shown and kind_of(name) == kind)
