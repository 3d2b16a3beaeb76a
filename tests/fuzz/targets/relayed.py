"""What a bridge's bot writes, in any form that may be configured: the form, a line feed, the line."""

from chatbot.desk import bridged
from chatbot.desk.wording import LINE
from chatbot.irc.lines import decode
from chatbot.irc.outgoing import is_target
from chatbot.irc.relayed import LONGEST_NAME, format_of
from tests.fuzz.saying import a_sentence

LONGEST = 300


def one(data: bytes) -> None:
    written, _, line = decode(data).partition("\n")
    try:
        form = format_of(written)
    except ValueError as refused:
        a_sentence(f"relay_format {refused}")
        return
    said = form.read(line)
    if said is None:
        return
    assert 0 < len(said.name) <= LONGEST_NAME
    assert said.text
    shown = bridged.shown(said.name)
    assert not is_target(shown), "who speaks over a bridge is nobody that could be spoken to"
    assert bridged.relay_of(bridged.mask(said.name, said.protocol, "relay")) == "relay"
    assert len(bridged.addressed(f"#12 {said.text}", shown)) <= LINE
    bridged.hushed(f"#12 is {shown}'s: {said.text}", lambda word: word == said.name)
