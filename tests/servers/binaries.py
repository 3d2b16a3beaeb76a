"""Which programs the tests need, and what happens where one is missing."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

_PACKAGES = {
    "ngircd": "ngircd",
    "inspircd": "inspircd",
    "atheme-services": "atheme-services",
    "weechat-curses": "weechat-curses",
    "irssi": "irssi",
    "tmux": "tmux",
    "gsasl": "gsasl",
    "zabbix_agentd": "zabbix-agent",
}
_UNPACKING = {"ircd-hybrid": ".ci/unpack ircd-hybrid libltdl7"}
UNPACKED = Path("~/.cache/dibs-tests").expanduser()
"""What .ci/run unpacked, because Debian doesn't let it be installed beside the others."""
_MORE_PLACES = f"/usr/local/sbin:/usr/sbin:/sbin:{UNPACKED}/usr/sbin"
"""Where Debian keeps servers; not in the PATH of an ordinary user."""


def needs(program: str, environment: Mapping[str, str] = os.environ) -> str:
    """The path of the program. Where it is missing, the test is skipped, or failed if CI is `true`."""
    found = shutil.which(program, path=f"{environment.get('PATH', os.defpath)}:{_MORE_PLACES}")
    if found is not None:
        return found
    reason = f"{program} is not installed: {_way_to_get(program)}, then this test runs"
    if environment.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def _way_to_get(program: str) -> str:
    return _UNPACKING.get(program) or f"apt install {_PACKAGES.get(program, program)}"
