"""A plugin of the scenarios: what becomes of a mitigated incident."""

from chatbot.plugin import Do, Failed, ServiceTicket, service

API = 1


@service("incident", "mitigated")
class Verify:
    async def proceed(self, ticket: ServiceTicket, do: Do) -> None:
        if "shop" in ticket.title:
            raise Failed("the shop's own monitoring doesn't answer")
        do.tell(ticket.owner, "verified from outside")
        do.advance()
