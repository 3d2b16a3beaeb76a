"""Lines that nobody should send: each a few fragments of what has broken other programs, behind a verb or bare."""

import random
from collections.abc import Sequence

MOST_BYTES = 16_384

_BYTES = r"""
\x10r ~ \x10n ~ \x10r\x10nQUIT :obeyed ~ \x100 ~ \x10\x10 ~ \x00 ~ a\x00QUIT :obeyed ~ \rQUIT :obeyed ~ \r ~ \x03
\x0304,12red ~ \x02\x1f\x16\x0f ~ \x1b[31m ~ \x9b31m ~ \x7f ~ \x85 ~ \x0b\x0c\t ~ \x01 ~ \x01VERSION\x01
\x01ACTION opens\x01 ~ \x01DCC SEND f 2130706433 6667 1\x01 ~ \x01PING 1\x01
!op mallory ~ .op mallory ~ /quit ~ QUIT :obeyed ~ PRIVMSG #desk :obeyed ~ :dibs ~ MODE #desk +o mallory
\xff\xfe ~ \xed\xa0\x80 ~ \xed\xbf\xbf ~ \xc0\x80 ~ \xf4\x90\x80\x80 ~ caf\xe9
" ~ "open ~ ' ~ = ~ priority= ~ priority=" ~ priority=urgent ~ priorty=high ~ private=yes ~ @ ~ @ops ~ @bob ~ @nobody
-- ~ -- x ~ # ~ #1 ~ 1 ~ 2 ~ 3 ~ 12-19 ~ 1,2 ~ 0 ~ -1 ~ 999999999 ~ 9999999999999999999999999999999999999999 ~ =bob
bob ~ bob: ~ alice ~ charlie, ~ ops ~ ops: ~ channel=#ops ~ channel=0 ~ channel=#a,#b ~ open=yes ~ lifetime=1s
lifetime=9999w ~ every=5m ~ digest=1d ~ network=embedded ~ network=moon ~ free ~ dibs ~ dibs:
%s%n ~ {0} ~ {number} ~ {ctx.desk} ~ ${HOME} ~ $(id) ~ '; drop table ticket; -- ~ \\ ~ \\x00 ~ [/] ~ [bold] ~ <script>
=cmd|' /C calc'!A0 ~ | ~ ! ~ !! ~ ! x ~ ?
"""
"""Control codes and CTCP's own quoting of them; what others obey; what is no UTF-8; the signs of the grammar, open and
alone; what templates, databases, shells and spreadsheets read. Apart by ` ~ ` or a line's end."""

_LETTERS = r"""
\u202edesrever ~ \u2066x\u2069 ~ \U0001f525 ~ \U0001f469\u200d\U0001f469\u200d\U0001f467
\U0001f1e9\U0001f1ea\U0001f1e9
\ufdfa ~ \u200b ~ \u0663 ~ \u00a0\u202f ~ \u0130\u0131 ~ \U000e0041 ~ \ufffd ~ \u2014 ~ \u201c ~ \u2028
e\u0301\u0301\u0301
"""
"""Letters that aren't what they seem."""

_LONG = (b"", b" ", b"   ", b"A" * 300, b"A" * 16_000, b"word " * 3_000, b"x" * 460, b"\xcc\x81" * 200)


def _fragments(block: str, encoding: str) -> list[bytes]:
    parts = [part for line in block.strip().split("\n") for part in line.split(" ~ ")]
    return [part.encode().decode("unicode_escape").encode(encoding) for part in parts]


FRAGMENTS = (*_fragments(_BYTES, "latin-1"), *_fragments(_LETTERS, "utf-8"), *_LONG)


def hostile_lines(dice: random.Random, verbs: Sequence[str], count: int) -> list[bytes]:
    """Without LF: that ends a line before anybody reads it."""
    return [_line(dice, verbs).replace(b"\n", b" ") for _ in range(count)]


def _line(dice: random.Random, verbs: Sequence[str]) -> bytes:
    if dice.random() < 0.1:
        return dice.randbytes(dice.randrange(1, 400))
    start = dice.choice([b"!", b"!", b"dibs: ", b"DIBS, ", b""]) + _verb(dice, verbs)
    words = [dice.choice(FRAGMENTS) for _ in range(dice.randrange(5))]
    return dice.choice([b" ", b" ", b" ", b""]).join([start, *words])[:MOST_BYTES]


def _verb(dice: random.Random, verbs: Sequence[str]) -> bytes:
    """One of ours, as it is or with a slip of the finger."""
    verb = bytearray(dice.choice(verbs), "ascii")
    if dice.random() < 0.1:
        verb[dice.randrange(len(verb))] = dice.randrange(11, 256)
    return bytes(verb)
