"""A plugin whose services push tickets of the type `line` from state to state, with a little work at each."""

import asyncio

from chatbot.plugin import Do, ServiceTicket, service

API = 1

WAY = (1, 2, 3, 4, 5)
"""Its states; the last one is final."""
FOLLOWS = 3
"""The state in which each ticket has another one opened."""


class Push:
    workers = 4

    async def proceed(self, ticket: ServiceTicket, do: Do) -> None:
        await asyncio.sleep(0.005)  # as if some other machine were asked
        if ticket.code == FOLLOWS:
            do.open(f"what follows from {ticket.id}")
        do.advance()


@service("line", 1)
class One(Push):
    """"""


@service("line", 2)
class Two(Push):
    """"""


@service("line", 3)
class Three(Push):
    """"""


@service("line", 4)
class Four(Push):
    """"""


TYPES = """
[types.line]
role = "ops"
transitions = [[1, 2, 6], [2, 3], [3, 4], [4, 5], [6, 5]]
states = { 1 = "new", 2 = "cut", 3 = "drilled", 4 = "painted", 5 = "ready", 6 = "in hand" }
offered = [1]
owned = [6]
"""
