"""Money: rates, currencies and sums. A correction cancels out what it corrects, to the cent."""

from decimal import Decimal

from chatbot.desk.money import amount, decimals, money, need_currency, parse_rate, plain
from chatbot.desk.refused import Refused
from chatbot.irc.lines import decode
from tests.fuzz.saying import a_sentence

LONGEST = 40


def one(data: bytes) -> None:
    """`49.90 EUR 75`"""
    words = [*decode(data).split(" "), "", "", ""]
    rate, currency, worked = words[0], words[1], words[2]
    try:
        rate = parse_rate(rate)
    except ValueError as refused:
        a_sentence(str(refused))
        return
    assert parse_rate(rate or "none") == rate
    assert not rate or 0 <= Decimal(rate) < 10**7
    try:
        currency = need_currency(currency)
    except Refused as refused:
        a_sentence(str(refused))
        return
    if rate and worked.isascii() and worked.isdigit() and len(worked) < 9:
        sum_ = amount(int(worked), rate, currency)
        assert amount(-int(worked), rate, currency) == -sum_
        assert Decimal(plain(sum_, currency)).scaleb(decimals()[currency]) == sum_
        a_sentence(money(sum_, currency))
