from asyncio import BaseProtocol, Transport

class AioFactory:
    def __init__(self, *, local_addr: tuple[str, int] | None = None) -> None: ...
    async def connect(
        self, protocol_instance: BaseProtocol, server_address: tuple[str, int]
    ) -> tuple[Transport, BaseProtocol]: ...
