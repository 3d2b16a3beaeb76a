"""Secrets on their way in: from a setting, or from a file that few may read. No message ever repeats one."""

import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr

LONGEST = 400
"""Characters. A password travels in one line of IRC, of 512 bytes at most (RFC 2812, 2.3)."""


@dataclass(frozen=True, slots=True)
class SecretFile:
    path: Path
    content: SecretStr


def as_secret(value: object) -> SecretStr:
    if not isinstance(value, str):
        raise ValueError("must be a text in quotes.")  # noqa: TRY004 - pydantic collects ValueError, not TypeError
    if not re.fullmatch(rf"[^\x00\r\n]{{1,{LONGEST}}}", value):
        raise ValueError(f"must be one line, not empty, of at most {LONGEST} characters.")
    return SecretStr(value)


def at_home(path: Path) -> Path:
    """With `~` as a folder. ValueError for that of a user whom this machine doesn't know."""
    try:
        return path.expanduser()
    except RuntimeError:
        raise ValueError("begins with ~ and no user of this machine. Write the whole path.") from None


def read_secret_file(value: object) -> SecretFile:
    """The file's only line, without its line end.

    Read here, once, so that whatever is wrong with it is told together with all else.
    """
    if not isinstance(value, str) or not value:
        raise ValueError("must be the path of a file, in quotes.")
    path = at_home(Path(value))
    try:
        content = _read(path)
    except (OSError, ValueError) as problem:
        raise ValueError(_why(problem, path)) from None
    return SecretFile(path, as_secret(re.sub(r"\r?\n\Z", "", content)))


def _read(path: Path) -> str:
    """Judges the open file and not the path, so that no other can be put in its place between the two."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    with os.fdopen(descriptor, "rb") as file:
        mode = os.fstat(file.fileno()).st_mode
        if not stat.S_ISREG(mode):
            raise IsADirectoryError
        if mode & stat.S_IROTH:
            raise PermissionError("open to all")
        return file.read(4096).decode("utf-8")


def _why(problem: Exception, path: Path) -> str:
    """Names the path only once it is known to be a file: the password itself may stand where its file should."""
    if isinstance(problem, UnicodeDecodeError):
        return f"{path} isn't text in UTF-8."
    if isinstance(problem, PermissionError) and problem.errno is None:
        return f"{path} can be read by everybody on this machine. Close it: chmod 600 {path}"
    if isinstance(problem, FileNotFoundError):
        return "must be the path of a file with the password in it; there is no such file."
    if isinstance(problem, PermissionError):
        return "may not be read by the user that dibs runs as."
    return "isn't a file that can be read."
