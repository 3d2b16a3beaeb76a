"""Addresses: of the web, of trackers, of servers. What is accepted can stand in a line as it is."""

from chatbot.config.kinds import address
from chatbot.desk.weblinks import names_elsewhere, problem_of
from chatbot.desk.wording import clean
from chatbot.irc.lines import decode
from tests.fuzz.saying import a_sentence

LONGEST = 250


def one(data: bytes) -> None:
    text = decode(data)
    names_elsewhere(text)
    if problem := problem_of(text):
        a_sentence(f"That {problem}.")
    else:
        assert text.isascii()
        assert clean(text) == text
        assert not set(text) & set(" \"<>'`") or "'" in text
    host, port = address(text)
    assert isinstance(host, str)
    assert port is None or 0 <= port < 10**5
