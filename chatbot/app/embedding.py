"""The server that dibs brings along: started, and kept running on the port that its clients know."""

from chatbot.config import Config
from chatbot.config.parts import embedded_link
from chatbot.irc.embedded import EmbeddedServer
from chatbot.irc.settings import LinkSettings
from chatbot.services.supervisor import Supervisor


async def start(config: Config, supervisor: Supervisor) -> tuple[EmbeddedServer, LinkSettings]:
    """It listens; and how to reach it. Raises `EmbeddedFailed`."""
    server = EmbeddedServer(config.embedded.ports)
    port = await server.start()
    server.ports = (port,)  # the links know it, so a server that died comes back on the same one
    supervisor.start("embedded server", lambda: _keep(server), up=lambda: server.pid is not None)
    return server, embedded_link(config, port)


async def stop(server: EmbeddedServer, supervisor: Supervisor) -> None:
    await supervisor.stop("embedded server")
    await server.stop()


async def _keep(server: EmbeddedServer) -> None:
    """It goes with the service, so that it is another one when that was started anew."""
    if server.pid is None:
        await server.start()
    try:
        code = await server.wait()
    finally:
        await server.stop()
    raise RuntimeError(f"the embedded server ended with {code}")
