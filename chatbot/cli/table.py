"""All that one may type behind `dibs`."""

from typing import Annotated

import typer

from chatbot.cli import backups, bootstrap, checking, exporting, health, running, saying, simulating, touring, verifying
from chatbot.cli.terminal import verbs
from chatbot.cli.versions import show_version
from chatbot.cli.workflows.commands import workflows

app = typer.Typer(
    name="dibs",
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


app.command("run")(running.run)
app.command("demo")(touring.demo)
app.command("check-config")(checking.check_config)
app.command("health")(health.show_health)
app.command("say")(saying.say)
app.command("simulate")(simulating.simulate)
app.command("backup")(backups.backup)
app.command("restore")(backups.restore)
app.command("verify")(verifying.verify)
app.command("vacuum")(backups.vacuum)
app.command("export")(exporting.export)
app.add_typer(bootstrap.members, name="member")
app.add_typer(bootstrap.roles, name="role")
app.add_typer(workflows, name="workflow")
verbs.add_all(app)
