import ssl as tls
from asyncio import BaseProtocol, Transport
from socket import socket

class AioFactory:
    def __init__(
        self, *, sock: socket, ssl: tls.SSLContext | None = None, server_hostname: str | None = None
    ) -> None: ...
    async def connect(
        self, protocol_instance: BaseProtocol, server_address: tuple[()]
    ) -> tuple[Transport, BaseProtocol]: ...
