"""What must hold of the tables whatever was done; read without the store's own queries."""

import json
from collections import Counter
from typing import Any

from tests.desk.doing import Dump

NEW, ACCEPTED, ON_HOLD, CLOSED = 1, 2, 3, 4
Row = dict[str, Any]


def problems(rows: Dump) -> list[str]:
    """Each promise that the tables break, in words; empty when all hold."""
    return [
        *ticket_problems(rows),
        *prompt_problems(rows),
        *ownership_problems(rows),
        *timer_problems(rows),
        *keep_problems(rows),
        *journal_problems(rows),
    ]


def ticket_problems(rows: Dump) -> list[str]:
    found = list[str]()
    for row in rows["ticket"]:
        if (row["state"] == CLOSED) != (row["closed_at"] is not None):
            found.append(f"#{row['id']}: its state says something else than its closing time")
        if row["closed_at"] is None and (row["state"] in {ACCEPTED, ON_HOLD}) != (row["owner_id"] is not None):
            found.append(f"#{row['id']}: open in state {row['state']} with owner {row['owner_id']}")
        if (row["accepted_at"] is None) != (row["owner_id"] is None):
            found.append(f"#{row['id']}: an owner without a time of acceptance, or the other way round")
        if (row["state"] == ON_HOLD) != (row["held_by"] is not None):
            found.append(f"#{row['id']}: on hold without a reason, or the other way round")
    return found


def prompt_problems(rows: Dump) -> list[str]:
    found, by_id = list[str](), {row["id"]: row for row in rows["ticket"]}
    for prompt in open_prompts(rows):
        number = prompt["ticket_id"]
        if by_id[number]["closed_at"] is not None:
            found.append(f"#{number}: closed and still offered")
        if prompt["member_id"] is None and by_id[number]["owner_id"] is not None:
            found.append(f"#{number}: owned and still offered to its role")
        if prompt["member_id"] is not None and prompt["member_id"] == by_id[number]["owner_id"]:
            found.append(f"#{number}: its owner is asked to take it")
    kinds = Counter((prompt["ticket_id"], prompt["member_id"] is None) for prompt in open_prompts(rows))
    return found + [f"#{number}: {count} open offers of one kind" for (number, _), count in kinds.items() if count > 1]


def ownership_problems(rows: Dump) -> list[str]:
    """Nobody owns what they didn't take themselves; the newest acceptance says who did, or what was undone since."""
    takers: dict[int, int | None] = {}
    for event in rows["event"]:
        if event["kind"] in {"ticket_accepted", "ticket_stolen"}:
            takers[event["ticket_id"]] = event["member_id"]
        if event["kind"] == "change_undone":
            takers[event["ticket_id"]] = json.loads(event["data"])["owner"]
    now = {row["id"]: row["linked_to"] or row["id"] for row in rows["member"]}
    owned = [row for row in rows["ticket"] if row["owner_id"] is not None]
    return [
        f"#{row['id']}: not taken by its owner"
        for row in owned
        if now.get(takers.get(row["id"]) or 0) != row["owner_id"]
    ]


def timer_problems(rows: Dump) -> list[str]:
    """An open offer has an end, and an offer that is over has nothing due."""
    alive = {prompt["id"] for prompt in open_prompts(rows)}
    due = [timer for timer in rows["timer"] if timer["kind"].startswith("prompt_")]
    ending = {timer["subject_id"] for timer in due if timer["kind"] == "prompt_end"}
    late = [
        f"offer {timer['subject_id']} is over and has {timer['kind']}"
        for timer in due
        if timer["subject_id"] not in alive
    ]
    return late + [f"offer {one} has no end" for one in alive - ending]


def keep_problems(rows: Dump) -> list[str]:
    """What is archived is over, what is erased says nothing, and what is kept for a time has a timer that ends it."""
    found, written = list[str](), {row["event_id"] for row in rows["event_text"]}
    texts = {row["ticket_id"] for row in rows["event"] if row["id"] in written}
    for row in rows["ticket"]:
        if row["archived_at"] and (row["closed_at"] is None or row["erased_at"]):
            found.append(f"#{row['id']}: archived, and open or erased")
        if row["erased_at"] and (row["closed_at"] is None or row["id"] in texts or row["title"] != "(erased)"):
            found.append(f"#{row['id']}: erased, and open or still saying something")
    keeps = {row["name"] for row in rows["ticket_type"] if row["keep"]}
    over = [row for row in rows["ticket"] if row["type"] in keeps and row["closed_at"]]
    waits = [row for row in over if not row["archived_at"] and not row["erased_at"]]
    timed = any(timer["kind"] == "keep_end" for timer in rows["timer"])
    return found + [f"#{row['id']}: over, and nothing ends its keep time" for row in waits if not timed]


def journal_problems(rows: Dump) -> list[str]:
    """Every event has an actor, a time, an id of its own and its desk."""
    (desk,), seen = rows["desk"], Counter(event["uuid"] for event in rows["event"])
    return [
        f"event {event['id']} lacks who, when, which or where"
        for event in rows["event"]
        if not (event["actor"] and event["at"] and seen[event["uuid"]] == 1 and event["desk"] == desk["id"])
    ]


def open_prompts(rows: Dump) -> list[Row]:
    return [prompt for prompt in rows["prompt"] if prompt["state"] == "open"]
