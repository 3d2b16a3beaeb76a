from collections.abc import Sequence
from socket import AddressFamily, SocketKind, socket
from typing import TypeAlias

_Address: TypeAlias = tuple[str, int] | tuple[str, int, int, int] | tuple[int, bytes]
_Found: TypeAlias = tuple[AddressFamily, SocketKind, int, str, _Address]

async def start_connection(
    addr_infos: Sequence[_Found],
    *,
    local_addr_infos: Sequence[_Found] | None = None,
    happy_eyeballs_delay: float | None = None,
) -> socket: ...
