"""Servers that want to be spoken to over TLS alone, and until when."""

from datetime import datetime

from store.database import Transaction


async def port_of(tx: Transaction, host: str, *, now: datetime) -> int | None:
    """Where, as long as it is in force."""
    found = await tx.value("select port from secured where host = :host and expires_at > :now", host=host, now=now)
    return int(found) if found is not None else None


async def put(tx: Transaction, host: str, *, port: int, expires_at: datetime) -> int:
    return await tx.run(
        """insert into secured (host, port, expires_at) values (:host, :port, :expires)
           on conflict (host) do update set port = excluded.port, expires_at = excluded.expires_at""",
        host=host,
        port=port,
        expires=expires_at,
    )


async def drop(tx: Transaction, host: str) -> int:
    return await tx.run("delete from secured where host = :host", host=host)
