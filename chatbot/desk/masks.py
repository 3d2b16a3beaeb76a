"""Masks, `nick!user@host` with `*` and `?`: what they match, and which are no good. Pure."""

from ipaddress import ip_address, ip_network

from chatbot.desk.wording import TYPE, clean

LONGEST = 128
"""Characters of a mask. What it is held against has no more than a line of IRC."""
LEAST = 3
"""Letters and digits, without which a mask is nearly everybody's."""
SIGNS = "!@*?"

EXAMPLE = f"{TYPE}ignore *!*@host.example"


def is_mask(word: str) -> bool:
    """Whether somebody meant one, well or badly."""
    return any(sign in word for sign in SIGNS)


def folded(text: str) -> str:
    """ASCII letters alone: what else a server takes for the same differs from one to the next."""
    return "".join(chr(ord(char) + 32) if "A" <= char <= "Z" else char for char in text)


def host_of(mask: str) -> str:
    """What clones share: the host; of an IPv6 address the /64, which is what one household or machine is given, and the
    rest of it is theirs to choose."""
    host = folded(mask.rpartition("@")[2])
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if address.version == 6 and address.ipv4_mapped is None:
        return str(ip_network((address, 64), strict=False))
    return str(address)


def need_mask(word: str) -> str:
    """As it is kept. ValueError with a sentence, of what is none or would match nearly everybody."""
    if len(word) > LONGEST:
        raise ValueError(f"A mask has at most {LONGEST} characters, this one {len(word)}.")
    nick, user_at, rest = word.partition("!")
    user, at_host, host = rest.partition("@")
    if (
        not (nick and user_at and user and at_host and host)
        or clean(word) != word
        or set("!@") & set(nick + user + host)
    ):
        raise ValueError(f"A mask is nick!user@host, where * and ? stand for any: {EXAMPLE}")
    if sum(char.isalnum() for char in word) < LEAST:
        raise ValueError(f"That mask is nearly everybody's. Say more of it: {EXAMPLE}")
    return folded(word)


def matches(mask: str, who: str) -> bool:
    """Both folded. Nothing goes back further than to the last star: at most as many steps as the lengths multiplied."""
    at = here = 0
    star, behind = -1, 0
    while here < len(who):
        if at < len(mask) and mask[at] == "*":
            star, behind, at = at, here, at + 1
        elif at < len(mask) and mask[at] in {"?", who[here]}:
            at, here = at + 1, here + 1
        elif star >= 0:
            behind += 1
            at, here = star + 1, behind
        else:
            return False
    return set(mask[at:]) <= {"*"}
