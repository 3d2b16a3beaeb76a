"""The bots that dibs is measured against, as bare as they can be: `python -m tests.bench.load.bots NAME PORT FILE`.

`echo` says back what it hears, on bare streams. `sqlite3` first writes a ticket and a line of a journal, and commits,
each by itself. `library` does the same by the `irc` library and aiosqlite, which dibs stands on, too.
"""

import asyncio
import sqlite3
import sys
from collections.abc import Awaitable, Callable

import aiosqlite
from irc.client import Event, ServerConnection
from irc.client_aio import AioReactor

from tests.bench.load.driver import BOT

Answer = Callable[[str, str], Awaitable[str]]

TABLES = """
create table ticket (id integer primary key autoincrement, title text not null, reporter text not null,
    opened_at text not null, state integer not null);
create table journal (id integer primary key autoincrement, ticket_id integer not null, at text not null,
    kind text not null, actor text not null);
"""
TICKET = "insert into ticket (title, reporter, opened_at, state) values (?, ?, strftime('%Y-%m-%dT%H:%M:%fZ'), 1)"
EVENT = "insert into journal (ticket_id, at, kind, actor) values (?, strftime('%Y-%m-%dT%H:%M:%fZ'), 'opened', ?)"
PRAGMAS = ("pragma journal_mode = wal", "pragma synchronous = full")


async def echo(nick: str, text: str) -> str:
    return f"{nick}: {text}"


def writing(file: str) -> Answer:
    connection = sqlite3.connect(file, isolation_level=None)
    for pragma in PRAGMAS:
        connection.execute(pragma).fetchall()
    connection.executescript(TABLES)

    async def answer(nick: str, text: str) -> str:
        connection.execute("begin immediate")
        number = connection.execute(TICKET, (text, nick)).lastrowid
        connection.execute(EVENT, (number, nick))
        connection.execute("commit")
        return f"#{number} opened: {text}"

    return answer


async def on_streams(port: int, answer: Answer) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"NICK {BOT}\r\nUSER {BOT} 0 * :{BOT}\r\nJOIN #desk\r\n".encode())
    async for raw in reader:
        words = raw.decode().rstrip("\r\n").split(" ", 3)
        if words[0] == "PING":
            writer.write(f"PONG {words[1]}\r\n".encode())
        elif words[1] == "PRIVMSG":
            nick = words[0][1:].partition("!")[0]
            writer.write(f"PRIVMSG {nick} :{await answer(nick, words[3][1:])}\r\n".encode())


async def by_library(port: int, file: str) -> None:
    database = await aiosqlite.connect(file, isolation_level=None)
    for pragma in PRAGMAS:
        await database.execute(pragma)
    await database.executescript(TABLES)
    reactor, asked = AioReactor(loop=asyncio.get_running_loop()), asyncio.Queue[tuple[ServerConnection, str, str]]()

    def heard(connection: ServerConnection, event: Event) -> None:
        asked.put_nowait((connection, event.source.nick, event.arguments[0]))

    def welcomed(connection: ServerConnection, _: Event) -> None:
        connection.join("#desk")

    reactor.add_global_handler("privmsg", heard)
    reactor.add_global_handler("welcome", welcomed)
    await reactor.server().connect("127.0.0.1", port, BOT)
    while True:
        connection, nick, text = await asked.get()
        await database.execute("begin immediate")
        number = (await database.execute(TICKET, (text, nick))).lastrowid
        await database.execute(EVENT, (number, nick))
        await database.execute("commit")
        connection.privmsg(nick, f"#{number} opened: {text}")


if __name__ == "__main__":
    name, port, file = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    if name == "library":
        asyncio.run(by_library(port, file))
    else:
        asyncio.run(on_streams(port, writing(file) if name == "sqlite3" else echo))
