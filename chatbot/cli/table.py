"""All that one may type behind `dibs`."""

from typing import Annotated

import typer

from chatbot.cli import backups, bootstrap, checking, exporting, health, running, saying, simulating, touring, verifying
from chatbot.cli.console import OnlyOptions
from chatbot.cli.importing.commands import imports
from chatbot.cli.terminal import verbs
from chatbot.cli.terminal.kinds import ByKind
from chatbot.cli.terminal.names import GROUPS
from chatbot.cli.versions import show_version
from chatbot.cli.workflows.commands import workflows

app = typer.Typer(
    name="dibs",
    cls=ByKind,
    help="The ticket desk that lives in a team's IRC channel.",
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,
    rich_markup_mode=None,
)


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=show_version, is_eager=True, help="Show the version and end.")
    ] = False,
) -> None:
    """The ticket desk that lives in a team's IRC channel."""


app.command("run", cls=OnlyOptions)(running.run)
app.command("demo")(touring.demo)
app.command("check-config", cls=OnlyOptions)(checking.check_config)
app.command("health", cls=OnlyOptions)(health.show_health)
app.command("say")(saying.say)
app.command("simulate")(simulating.simulate)
app.command("backup")(backups.backup)
app.command("restore")(backups.restore)
app.command("verify")(verifying.verify)
app.command("vacuum", cls=OnlyOptions)(backups.vacuum)
app.command("export")(exporting.export)
app.add_typer(imports, name="import")
app.add_typer(workflows, name="workflow")

groups = {first: typer.Typer(no_args_is_help=True, rich_markup_mode=None) for first in GROUPS}
groups |= {"member": bootstrap.members, "role": bootstrap.roles}
for first, group in groups.items():
    app.add_typer(group, name=first, help=GROUPS[first])
verbs.add_all(app, groups)
