"""What runs, as its overseer last saw it: one row a service."""

from store.database import Transaction
from store.records import Service


async def put(tx: Transaction, one: Service) -> int:
    """When it failed last, and at what, outlives its process."""
    return await tx.run(
        """insert into service (name, seen_at, started_at, beat_at, patience, backlog, restarts, failed_at, error,
               failing, ended_at, up, down_since)
           values (:name, :seen, :started, :beat, :patience, :backlog, :restarts, :failed, :error,
               :failing, :ended, :up, :down)
           on conflict (name) do update set seen_at = excluded.seen_at, started_at = excluded.started_at,
               beat_at = excluded.beat_at, patience = excluded.patience, backlog = excluded.backlog,
               restarts = excluded.restarts, failed_at = coalesce(excluded.failed_at, service.failed_at),
               error = case when excluded.failed_at is null then service.error else excluded.error end,
               failing = excluded.failing, ended_at = excluded.ended_at, up = excluded.up,
               down_since = case when excluded.up = 0 then coalesce(service.down_since, excluded.down_since) end""",
        name=one.name,
        seen=one.seen_at,
        started=one.started_at,
        beat=one.beat_at,
        patience=one.patience,
        backlog=one.backlog,
        restarts=one.restarts,
        failed=one.failed_at,
        error=one.error,
        failing=one.failing,
        ended=one.ended_at,
        up=one.up,
        down=one.down_since,
    )


async def drop(tx: Transaction, name: str) -> int:
    return await tx.run("delete from service where name = :name", name=name)


async def list_all(tx: Transaction) -> list[Service]:
    return await tx.all(Service, "select * from service order by name")
