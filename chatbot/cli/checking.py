"""`dibs check-config`"""

from chatbot.cli.console import ConfigOption, err, fail, out
from chatbot.config import check, find, load
from chatbot.config.parts import types_of
from chatbot.services import plugins


def check_config(config: ConfigOption = None) -> None:
    """Say everything that is wrong with the configuration at once. Exit code 2 if something is."""
    problems = [str(problem) for problem in check(config)] or _wrong_plugins(config)
    for problem in problems:
        err.print(problem)
    if problems:
        raise fail(f"{len(problems)} to mend.")
    where = find(config)
    out.print(f"{where}: nothing wrong." if where else "No file, so the defaults hold; nothing wrong.", style="good")


def _wrong_plugins(config: ConfigOption) -> list[str]:
    settings = load(config)
    return plugins.check(settings.desk.plugins, settings.plugins, types_of(settings))
