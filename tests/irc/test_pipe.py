"""What is written becomes bytes on the wire, in the order in which it was written."""

import asyncio

from chatbot.irc.outgoing import command
from chatbot.irc.pipe import Pipe


class _Transport(asyncio.Transport):
    def __init__(self) -> None:
        super().__init__()
        self.sent: list[bytes] = []
        self.ended = False

    def write(self, data: bytes | bytearray | memoryview) -> None:
        assert not self.ended
        self.sent.append(bytes(data))

    def is_closing(self) -> bool:
        return self.ended

    def abort(self) -> None:
        self.ended = True


def _opened() -> tuple[Pipe, _Transport]:
    pipe, transport = Pipe(asyncio.get_running_loop()), _Transport()
    pipe.transport = transport
    return pipe, transport


async def test_lines_that_are_written_at_once_go_out_in_one_piece() -> None:
    pipe, transport = _opened()
    for number in range(3):
        pipe.write(command("PING", str(number)))
    await asyncio.sleep(0)
    pipe.write(command("PING", "later"))
    await asyncio.sleep(0)
    assert transport.sent == [b"PING 0\r\nPING 1\r\nPING 2\r\n", b"PING later\r\n"]


async def test_what_was_written_goes_out_before_it_is_closed() -> None:
    pipe, transport = _opened()
    pipe.write(command("QUIT", "bye"))
    pipe.close()
    await asyncio.sleep(0)
    assert b"".join(transport.sent).startswith(b"QUIT")


async def test_what_is_written_to_an_ended_connection_is_lost_without_a_word() -> None:
    pipe, transport = _opened()
    pipe.write(command("PING", "0"))
    transport.ended = True
    await asyncio.sleep(0)
    assert transport.sent == []
