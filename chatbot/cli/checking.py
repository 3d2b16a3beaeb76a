"""`dibs check-config`"""

from chatbot.app import load_plugins
from chatbot.cli.console import ConfigOption, err, fail, out
from chatbot.config import check, find, load
from chatbot.services.plugins import PluginError


def check_config(config: ConfigOption = None) -> None:
    """Say everything that is wrong with the configuration at once. Exit code 2 if something is."""
    problems = check(config)
    for problem in problems:
        err.print(str(problem))
    if problems:
        raise fail(f"{len(problems)} to mend." if len(problems) > 1 else "1 to mend.")
    try:
        load_plugins(load(config))
    except PluginError as error:
        raise fail(str(error)) from None
    where = find(config)
    out.print(f"{where}: nothing wrong." if where else "No file, so the defaults hold; nothing wrong.", style="good")
