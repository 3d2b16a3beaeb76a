"""The configuration, or all that is wrong with it in sentences."""

from pathlib import Path

from chatbot.cli.console import err, fail
from chatbot.config import Config, ConfigErrors, load


def read_config(path: Path | None) -> Config:
    try:
        return load(path)
    except ConfigErrors as errors:
        for problem in errors.problems:
            err.print(str(problem))
        raise fail("Nothing was started. The example explains every key: config.example.toml") from None
