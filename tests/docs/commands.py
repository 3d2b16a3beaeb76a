"""Writes what is derived from the table of commands: docs/commands.md, and the verbs in README.md.

To renew both: python -m tests.docs.commands
"""

import re
import textwrap
from collections.abc import Iterator

from chatbot.app import command_table
from chatbot.commands.registry import Command, Table
from tests.docs import DOCS, ROOT, page

HEAD = """# The commands

Made from the table of commands by `python -m tests.docs.commands`; a test holds it fresh. `dibs help` and
`help <verb>` tell the same on IRC.

In a channel a command begins with `!` (or what `prefix` is set to) or with dibs's nick, `dibs: list`; in private it
needs neither. `<this>` is needed, `[that]` may be left out. Options (`@role`, `key=value`) stand in front of free
text, which is taken as it is typed. `!12` alone shows ticket 12. In a role's channel, or in private, `dibs 12` alone
takes it; in private `dibs`, `yes` and `no` alone answer the one offer that waits for you. `accept`, `decline` and
`close` take up to 20 tickets at once, and answer once: `dibs 12 13`, `dibs 12-19`. On networks with message ids, a
reply (`+draft/reply`) to a line of dibs about one ticket needs neither prefix nor number: `dibs`, `close fixed`.
"""
WIDTH = 120
BEGIN, END = "<!-- verbs -->\n", "<!-- end of verbs -->\n"


def commands_page(table: Table) -> str:
    return HEAD + "".join(f"\n{section}" for section in map(_section, table.commands))


def _section(command: Command) -> str:
    usage = textwrap.wrap(command.usage, WIDTH, initial_indent=" " * 4, subsequent_indent=" " * 8)
    return "\n".join([f"## {command.name}", "", *usage, "", command.summary, "", *_facts(command), ""])


def _facts(command: Command) -> Iterator[str]:
    declared = command.declared
    if declared.aliases:
        yield f"- Also: {', '.join(f'`{alias}`' for alias in declared.aliases)}"
    if declared.answers:
        yield f"- Alone, in private: {', '.join(f'`{word}`' for word in declared.answers)}"
    yield f"- Who: {declared.who}"
    yield f"- Example: `{declared.example}`"


def verbs_table(table: Table) -> str:
    """For the README: a row for each verb, and one for each group."""
    rows = ["| you type | what it does |", "|---|---|"]
    rows += [f"| {_typed(each)} | {each.summary} |" for each in table.commands if " " not in each.name]
    rows += [f"| {_group(first, commands)} | {_words(commands)} |" for first, commands in table.groups.items()]
    return "\n".join(rows) + "\n"


def _typed(command: Command) -> str:
    """The example is what one copies; the other names stand beside it."""
    also = [alias for alias in command.declared.aliases if not command.declared.example.startswith(f"{alias} ")]
    named = [name for name in [command.name, *also] if not command.declared.example.startswith(name)]
    return ", ".join(f"`{text}`" for text in [command.declared.example, *named])


def _group(first: str, commands: tuple[Command, ...]) -> str:
    return f"`{first} " + "`, `".join(command.name.removeprefix(f"{first} ") for command in commands) + "`"


def _words(commands: tuple[Command, ...]) -> str:
    return f"{commands[0].summary} For example: `{_example(commands)}`"


def _example(commands: tuple[Command, ...]) -> str:
    return max((command.declared.example for command in commands), key=len)


def in_readme(table: Table) -> str:
    """The README with its table renewed."""
    return re.sub(f"(?s)(?<={BEGIN}).*(?={END})", lambda _: verbs_table(table), page("README.md"))


def main() -> None:
    table = command_table()
    (DOCS / "commands.md").write_text(commands_page(table))
    (ROOT / "README.md").write_text(in_readme(table))


if __name__ == "__main__":
    main()
