"""`dibs --version`."""

from importlib.metadata import version

import typer

from chatbot.cli.console import out


def number() -> str:
    return version("dibs")


def show_version(wanted: bool) -> None:
    if wanted:
        out.print(f"dibs {number()}", highlight=False)
        raise typer.Exit
