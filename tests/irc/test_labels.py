"""Where the server answers labels, each line is proved by its own answer, and by a PING where that doesn't come."""

import pytest

from chatbot.wire import Channel, Outcome, Outgoing, Reply
from tests.irc.offline import CAPS, Offline, offline

LABELLED = f"{CAPS} labeled-response"
TAGGED = "@label="


class _Desk:
    """Sends rows over a connection without a socket; `labels` are those of the lines said since the last look."""

    def __init__(self, link: Offline, caps: str = LABELLED) -> None:
        self.link = link
        self.outcomes: list[Outcome] = []
        link.welcomed(caps)
        link.joined()

    def row(self, number: int, target: str = "#desk", text: str = "x", *, alone: bool = False) -> None:
        self.link.connection.send(Outgoing(number, target, text), self.outcomes.append, alone=alone)

    async def lines(self) -> list[str]:
        return [line for line in await self.link.turns() if "PRIVMSG" in line or line.startswith("PING")]

    async def labels(self) -> list[str]:
        return [line.split(" ")[0].removeprefix(TAGGED) for line in await self.lines() if line.startswith(TAGGED)]


async def test_each_line_carries_a_label_and_no_ping_follows() -> None:
    async with offline() as link:
        desk = _Desk(link)
        await desk.lines()
        for number in range(12):
            desk.row(number)
        lines = await desk.lines()
        assert len({line.split(" ")[0] for line in lines if line.startswith(TAGGED)}) == 12
        assert not [line for line in lines if line.startswith("PING")]
        assert all(len(line.split(" ")[0]) - len(TAGGED) <= 64 for line in lines)


@pytest.mark.parametrize("caps", [CAPS, f"{CAPS} labeled-response".replace(" batch", "")])
async def test_without_the_capability_or_what_it_needs_a_ping_proves(caps: str) -> None:
    async with offline() as link:
        desk = _Desk(link, caps)
        await desk.lines()
        desk.row(1)
        line, ping = await desk.lines()
        assert (line, ping[:5]) == ("PRIVMSG #desk :x", "PING ")


@pytest.mark.parametrize(
    "answer",
    [
        "@label={label} :s ACK",
        "@label={label};msgid=id1 :dibs!dibs@bot.host PRIVMSG #desk :x",
        "@label={label} :s 301 dibs bob :lunch",
    ],
)
async def test_an_echo_or_an_acknowledgement_is_the_proof(answer: str) -> None:
    async with offline() as link:
        desk = _Desk(link)
        desk.row(1)
        (label,) = await desk.labels()
        link.hears(answer.format(label=label))
        assert desk.outcomes == [Outcome(1, "taken")]
        assert link.messages == []


@pytest.mark.parametrize(
    ("answer", "numeric", "reason"),
    [
        (":s 404 dibs #desk :no", "404", "the channel doesn't let me speak"),
        (":s 408 dibs #desk :no colours", "408", "the server says no"),
        (":s FAIL PRIVMSG MESSAGE_TOO_LONG :no", "MESSAGE_TOO_LONG", "the server says no"),
        (":s FAIL * \x1b[31m :no", "FAIL", "the server says no"),
    ],
)
async def test_any_error_in_the_answer_is_a_refusal_of_that_row_alone(answer: str, numeric: str, reason: str) -> None:
    async with offline() as link:
        desk = _Desk(link)
        for number in (1, 2, 3):
            desk.row(number)
        first, second, third = await desk.labels()
        link.hears(f"@label={first} :s ACK", f"@label={second} {answer}", f"@label={third} :s ACK")
        assert desk.outcomes == [Outcome(1, "taken"), Outcome(2, "refused", numeric, reason), Outcome(3, "taken")]


async def test_a_batch_is_one_answer() -> None:
    async with offline() as link:
        desk = _Desk(link)
        desk.row(1, "bob")
        desk.row(2, "carol")
        first, second = await desk.labels()
        link.hears(f"@label={first} :s BATCH +1 labeled-response", "@batch=1 :s 301 dibs bob :lunch")
        link.hears("@batch=1 :s BATCH +2 inner", "@batch=2 :dibs!dibs@bot.host PRIVMSG bob x", ":s BATCH -2")
        assert desk.outcomes == []
        link.hears(":s BATCH -1")
        assert desk.outcomes == [Outcome(1, "taken")]
        link.hears(f"@label={second} :s BATCH +1 labeled-response", "@batch=1 :s 716 dibs carol :no")
        link.hears("@batch=1 :s 717 dibs carol :told", ":s BATCH -1")
        assert desk.outcomes[1:] == [Outcome(2, "refused", "716", "they take messages only from whom they accept")]


async def test_a_batch_that_never_ends_is_no_answer_and_no_burden() -> None:
    async with offline() as link:
        desk = _Desk(link)
        desk.row(1)
        (label,) = await desk.labels()
        link.hears(*[f"@label={label} :s BATCH +{number} labeled-response" for number in range(1000)])
        link.hears(":s BATCH -3")
        assert desk.outcomes == []
        link.hears(":s BATCH -999")
        assert desk.outcomes == [Outcome(1, "taken")]


async def test_a_label_that_is_not_answered_is_asked_about_and_the_next_ones_are_not_labelled() -> None:
    async with offline() as link:
        desk = _Desk(link)
        desk.row(1)
        assert len(await desk.labels()) == 1
        link.passes(9)
        assert await desk.lines() == []
        link.passes(2)
        (ping,) = await desk.lines()
        link.hears(f":s PONG s :{ping.removeprefix('PING ')}")
        assert desk.outcomes == [Outcome(1, "taken")]
        desk.row(2)
        line, ping = await desk.lines()
        assert (line, ping[:5]) == ("PRIVMSG #desk :x", "PING ")


async def test_a_server_that_takes_labels_back_is_asked_at_once() -> None:
    async with offline() as link:
        desk = _Desk(link)
        desk.row(1)
        desk.row(2)
        first, _ = await desk.labels()
        link.hears(f"@label={first} :s ACK", ":s CAP dibs DEL :labeled-response")
        (ping,) = await desk.lines()
        assert desk.outcomes == [Outcome(1, "taken")]
        link.hears(f":s PONG s :{ping.removeprefix('PING ')}")
        assert desk.outcomes[1:] == [Outcome(2, "taken")]
        desk.row(3)
        assert (await desk.lines())[0] == "PRIVMSG #desk :x"


async def test_a_refusal_without_label_is_not_lost_where_labels_are_passed_over() -> None:
    async with offline() as link:
        desk = _Desk(link)
        desk.row(1)
        await desk.labels()
        link.hears(":s 404 dibs #desk :no")
        link.passes(11)
        (ping,) = await desk.lines()
        link.hears(f":s PONG s :{ping.removeprefix('PING ')}")
        assert [outcome.verdict for outcome in desk.outcomes] == ["refused"]


async def test_what_may_be_doubted_elsewhere_is_not_sent_alone() -> None:
    async with offline() as link:
        desk = _Desk(link)
        await desk.lines()
        for number in (1, 2, 3):
            desk.row(number, alone=True)
        assert [line[:7] for line in await desk.lines()] == [TAGGED] * 3


async def test_a_reply_has_both_tags_and_its_refusal_is_no_rows() -> None:
    async with offline() as link:
        desk = _Desk(link)
        await desk.lines()
        desk.row(1)
        await link.connection.reply(Reply(Channel("test", "#desk"), ("hi",), reply_to="id1"))
        reply, row = sorted(await desk.lines(), key=lambda line: "+draft" not in line)
        tags, _, line = reply.partition(" ")
        assert (tags.split(";")[1], line) == ("+draft/reply=id1", "PRIVMSG #desk :hi")
        link.hears(f"{tags.split(';')[0]} :s 404 dibs #desk :no", f"{row.split(' ')[0]} :s ACK")
        assert desk.outcomes == [Outcome(1, "taken")]


async def test_an_echo_with_a_label_still_tells_its_id_once() -> None:
    async with offline() as link:
        desk = _Desk(link, f"{LABELLED} echo-message")
        link.passes(5)
        desk.row(12, text="#12 taken by bob.")
        (label,) = await desk.labels()
        stamp = "time=2026-11-21T09:00:05.000Z"
        link.hears(f"@label={label};msgid=id12;{stamp} :dibs!dibs@bot.host PRIVMSG #desk :#12 taken by bob.")
        link.hears(f"@msgid=new;+draft/reply=id12;{stamp} :bob!b@bob.host PRIVMSG #desk :dibs")
        assert desk.outcomes == [Outcome(12, "taken")]
        assert [message.about for message in link.messages] == [12]


async def test_a_broken_link_leaves_what_has_no_answer_unknown() -> None:
    async with offline() as link:
        desk = _Desk(link)
        desk.row(1)
        desk.row(2)
        first, _ = await desk.labels()
        link.hears(f"@label={first} :s ACK")
        link.session.writer.stop()
        assert [outcome.verdict for outcome in desk.outcomes] == ["taken", "unknown"]


async def test_what_only_a_ping_can_prove_is_still_proved_by_one() -> None:
    """JOIN, WHO and the like carry no label, and count against what may be unproved."""
    async with offline() as link:
        desk = _Desk(link)
        await desk.lines()
        link.connection.want([f"#c{number}" * 30 for number in range(30)])
        assert {line[:5] for line in await desk.lines()} == {"PING "}
