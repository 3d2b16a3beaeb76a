"""A program that prints what is saved, until it is killed: `python -m tests.store.acknowledges FILE RUN`."""

import asyncio
import sys
from pathlib import Path

from store.database import Database, Transaction
from tests.store.bodies import add, opened


async def add_pair(tx: Transaction, name: str) -> None:
    await add(tx, f"{name}-left")
    await add(tx, f"{name}-right")


async def write_on(database: Database, prefix: str) -> None:
    number = 0
    while True:
        number += 1
        await database.write(add_pair, f"{prefix}-{number}")
        sys.stdout.write(f"{prefix}-{number}\n")
        sys.stdout.flush()


async def main(file: Path, run: str) -> None:
    async with opened(file) as database, asyncio.TaskGroup() as writers:
        for writer in range(20):
            writers.create_task(write_on(database, f"{run}-{writer}"))


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2]))
