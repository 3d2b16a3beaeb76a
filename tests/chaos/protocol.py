"""Lines of a server gone wrong: some drawn from the words of the protocol, some nearly what a server would say."""

import random

from tests.chaos.hostile import FRAGMENTS

WORDS = (
    b"CAP JOIN PART KICK QUIT NICK ACCOUNT CHGHOST AWAY PRIVMSG NOTICE PING PONG AUTHENTICATE BATCH MODE TOPIC INVITE"
    b" SETNAME TAGMSG FAIL WARN NOTE ACK ERROR 001 002 004 005 221 301 305 311 315 318 329 330 332 352 353 354 366 372"
    b" 376 396 401 403 404 405 411 412 415 421 422 432 433 436 437 439 443 451 465 471 473 474 475 477 486 489 493 520"
    b" 531 670 671 707 716 730 731 732 733 734 900 901 902 903 904 905 906 907 908 999 000 -1"
).split(b" ")

PARAMS = (
    *b"dibs #desk * @#desk bob Bob!b@bob.host 152 H@ G 0 Bob + = LS ACK NAK NEW DEL LIST".split(b" "),
    *b"sasl=PLAIN,SCRAM-SHA-256 sts=duration=1 sts=port=x CHANTYPES= PREFIX=(ov WHOX CASEMAPPING=rfc7613".split(b" "),
    *b"LINELEN=99999999999 STATUSMSG=@+ MONITOR= NICKLEN=0 BOT= \\x20=x playback +chathistory - chathistory".split(
        b" "
    ),
    *b"dibs1 dibs2 awake !list list +1 -1 +x -x labeled-response draft/multiline netjoin INVALID_UTF8".split(b" "),
    *b"TARGMAX=JOIN:0 PREFIX=(ov)bo CHANTYPES=b MONITOR=-1 CHANNELLEN=1 -CASEMAPPING -MONITOR".split(b" "),
    *(b"", b"", b"account-tag batch server-time message-tags echo-message extended-join", b"!new x"),
)
TAGS = (
    *(b"",) * 3,
    b"@account=Bob ",
    b"@time=2026-11-21T09:00:00.000Z ",
    b"@time=never;msgid= ",
    b"@batch=x ",
    b"@; ",
    b"@batch=1 ",
)
LABELS = 40
"""So many are answered that may have been said."""
SOURCES = (
    *(b"", b":s ", b":dibs!dibs@bot.host ", b":bob!b@bob.host ", b":bob ", b":!@ ", b":NickServ!n@services ", b": "),
)
ENDING = b"\rQUIT :obeyed", b"\0", b"\r", b"\x10r", b"\r\0\r"
"""What would end a line of ours, and begin another, if it were said back as it is."""

LIKELY = rb"""
:s CAP * LS * :account-tag batch server-time message-tags echo-message
:s CAP * LS :extended-join account-notify sasl=PLAIN,SCRAM-SHA-256 cap-notify away-notify
:s CAP * ACK :account-tag account-notify extended-join sasl
:s CAP dibs NEW :sasl=PLAIN
:s CAP dibs DEL :sasl account-tag
:s 001 dibs :hello
:s 005 dibs CASEMAPPING=ascii MONITOR=30 WHOX BOT=B PREFIX=(ov)@+ CHANTYPES=# :are supported
:s 376 dibs :end
:s 433 * dibs :in use
:s 396 dibs user@cloak.example :is your host
:s 353 dibs = #desk :dibs @bob +alice!a@alice.host
:s 352 dibs #desk b bob.host s bob H@ :0 Bob
:s 354 dibs 152 #desk b bob.host bob H Bob
:s 315 dibs #desk :end
:s 730 dibs :carol!c@carol.host,mallory!m@m.host,NickServ!n@services
:s 731 dibs :carol,NickServ
:s 734 dibs 2 carol :full
:s 311 dibs carol b bob.host * :Bob
:s 330 dibs carol Bob :is logged in as
:s 301 dibs carol :lunch
:s 318 dibs carol :end
:s 404 dibs #desk :no
:s 473 dibs #desk :invite only
:s 900 dibs dibs!dibs@bot.host dibs :logged in
:s 904 dibs :failed
:s 908 dibs PLAIN :are mechanisms
AUTHENTICATE +
AUTHENTICATE cj1kaWJzLHM9YWJj
PING :s
:s PONG s :dibs1
:dibs!dibs@bot.host JOIN #desk * :dibs
:bob!b@bob.host JOIN #desk Bob :Bob
:alice!a@alice.host NICK dibs
:dibs!dibs@bot.host NICK dibs_
:bob!b@bob.host NICK bob2
:op!o@h KICK #desk dibs :out
:bob!b@bob.host QUIT :bye
:bob!b@bob.host ACCOUNT Bob
:bob!b@bob.host CHGHOST b new.host
:bob!b@bob.host AWAY :lunch
:s BATCH +x chathistory #desk
@label=? :s ACK
@label=?;msgid=m3 :dibs!dibs@bot.host PRIVMSG #desk :x
@label=? :s 404 dibs #desk :no
@label=? :s FAIL PRIVMSG TOO_LONG #desk :no
@label=? :s BATCH +1 labeled-response
@batch=1 :s 401 dibs bob :nobody
@batch=1 :s BATCH +x netjoin
:s BATCH -1
:s BATCH -x
:s CAP dibs DEL :labeled-response
:s CAP dibs NEW :labeled-response draft/multiline=max-bytes=4096
:s CAP dibs ACK :labeled-response draft/multiline
:s FAIL * INVALID_UTF8 :Message rejected
:s FAIL BATCH MULTILINE_INVALID :no
:s WARN JOIN SLOW #desk :no
:s NOTE * OPER_MESSAGE :Hello
@account=Bob;msgid=m4 :bob!b@bob.host BATCH +1 draft/multiline dibs
@batch=1 :bob!b@bob.host PRIVMSG dibs :new x
@batch=1;draft/multiline-concat :bob!b@bob.host PRIVMSG dibs :y
:bob!b@bob.host INVITE dibs #desk
:bob!b@bob.host SETNAME :Robert
@account=Bob;msgid=m1 :bob!b@bob.host PRIVMSG #desk :!new x
@msgid=m2 :dibs!dibs@bot.host PRIVMSG #desk :#1 new for ops: x
:bob!b@bob.host PRIVMSG dibs :list
:NickServ!n@services NOTICE dibs :This nickname is registered
""".strip().split(b"\n")
CTCP = b":bob!b@bob.host PRIVMSG dibs :\x01VERSION\x01"


def line(dice: random.Random) -> bytes:
    throw = dice.random()
    if throw < 0.001:
        return b":s 464 dibs :Password incorrect"
    if throw < 0.03:
        return dice.randbytes(dice.randrange(600))
    return _nearly(dice) if throw < 0.6 else _drawn(dice)


def _nearly(dice: random.Random) -> bytes:
    """A word of it missing, doubled, or another, or with something at its end; or none of that."""
    words = dice.choice((*LIKELY, CTCP)).replace(b"@label=?", b"@label=d%d" % dice.randrange(LABELS)).split(b" ")
    at = dice.randrange(len(words))
    other = dice.choice(([], [words[at]] * 2, [_param(dice)], [words[at] + dice.choice(ENDING)], [words[at]]))
    return b" ".join([*words[:at], *other, *words[at + 1 :]])


def _drawn(dice: random.Random) -> bytes:
    words = [_param(dice) for _ in range(dice.randrange(8))]
    if words and dice.random() < 0.7:
        words[-1] = b":" + words[-1]
    tags = b"@label=d%d " % dice.randrange(LABELS) if dice.random() < 0.1 else dice.choice(TAGS)
    return tags + dice.choice(SOURCES) + b" ".join([dice.choice(WORDS), *words])


def _param(dice: random.Random) -> bytes:
    return dice.choice(PARAMS) if dice.random() < 0.8 else dice.choice(FRAGMENTS).replace(b"\n", b"")[:2_000]
