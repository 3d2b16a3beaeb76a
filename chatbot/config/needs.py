"""What becomes of each setting when the configuration is read again while dibs runs. A setting without a row here
fails a test: say what it needs, and see that it gets it (`chatbot/app/changing.py`)."""

from collections.abc import Mapping
from enum import Enum


class Need(Enum):
    NOW = "holds at once, and no link is dropped for it"
    NEXT = "holds from the network's next connection on"
    ANEW = "is where dibs connects to, or as whom: where the connection isn't the one that it asks for, it is made anew"
    RESTART = "holds after a restart of dibs"
    ONCE = "is for a role that isn't there yet; one that is there is changed on IRC"


NOW, NEXT, ANEW, RESTART, ONCE = Need

NEEDS: Mapping[str, Need] = {
    "desk.database": RESTART,
    "desk.nick": NOW,
    "desk.prefix": NOW,
    "desk.default_role": NOW,
    "desk.lifetime": NOW,
    "desk.every": NOW,
    "desk.digest_every": NOW,
    "desk.stay": NOW,
    "desk.forgotten": NOW,
    "desk.plugins": NOW,
    "strength.open": NOW,
    "strength.own": NOW,
    "strength.administer": NOW,
    "embedded.enabled": NOW,
    "embedded.ports": RESTART,
    "embedded.channel": NOW,
    "embedded.quotes": NOW,
    "networks.*": NOW,
    "networks.*.host": ANEW,
    "networks.*.port": ANEW,
    "networks.*.more_hosts": ANEW,
    "networks.*.bind": NEXT,
    "networks.*.tls": ANEW,
    "networks.*.tls_ca_file": NEXT,
    "networks.*.tls_pins": NEXT,
    "networks.*.tls_cert_file": NEXT,
    "networks.*.tls_key_file": NEXT,
    "networks.*.nick": NOW,
    "networks.*.user": NEXT,
    "networks.*.realname": NEXT,
    "networks.*.password": NEXT,
    "networks.*.password_file": NEXT,
    "networks.*.account": ANEW,
    "networks.*.account_password": NEXT,
    "networks.*.account_password_file": NEXT,
    "networks.*.account_key_file": NEXT,
    "networks.*.sasl": NEXT,
    "networks.*.sasl_required": NEXT,
    "networks.*.nickserv": NEXT,
    "networks.*.chanserv": NOW,
    "networks.*.logins": RESTART,
    "networks.*.passwords_in_clear": NOW,
    "networks.*.channels": NOW,
    "networks.*.channel_keys": NOW,
    "networks.*.quotes": NOW,
    "networks.*.relays": NOW,
    "networks.*.relay_format": NOW,
    "networks.*.pacing": NOW,
    "networks.*.replies": NOW,
    "types.*": NOW,
    "types.*.role": NOW,
    "types.*.lifetime": NOW,
    "types.*.every": NOW,
    "types.*.priority": NOW,
    "types.*.keep": NOW,
    "types.*.afterwards": NOW,
    "types.*.transitions": NOW,
    "types.*.states": NOW,
    "types.*.offered": NOW,
    "types.*.owned": NOW,
    "types.*.waiting": NOW,
    "types.*.final": NOW,
    "types.*.state": NOW,
    "role.*": NOW,
    "role.*.name": ONCE,
    "role.*.network": ONCE,
    "role.*.channel": ONCE,
    "role.*.open": ONCE,
    "role.*.lifetime": ONCE,
    "role.*.every": ONCE,
    "role.*.digest_every": ONCE,
    "role.*.zone": ONCE,
    "role.*.next": ONCE,
    "role.*.after": ONCE,
    "role.*.prompts": ONCE,
    "role.*.say": ONCE,
    "trackers.*": NOW,
    "plugins.*": NOW,
    "terminal.members": NOW,
    "metrics.host": RESTART,
    "metrics.port": RESTART,
    "log.level": NOW,
    "log.json": NOW,
}
"""By the key as it is written in the file; `*` stands for a name. `networks.*` alone: one that came or went."""
