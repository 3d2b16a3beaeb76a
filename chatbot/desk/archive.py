"""The archive: what is over for so long that it is shown only where it is asked for."""

from chatbot.desk import checks
from chatbot.desk.act import Act
from chatbot.desk.searching import LOOKS_AT, MOST_SHOWN, Found, first_visible
from store import archive


async def list_archive(act: Act, role_name: str | None) -> Found:
    role = await checks.need_role(act, role_name) if role_name else None
    if role:
        found = await archive.list_of_role(act.tx, role.id, limit=LOOKS_AT)
    else:
        found = await archive.list_all(act.tx, limit=LOOKS_AT)
    seen = await first_visible(act, found)
    return Found(seen[:MOST_SHOWN], len(seen) > MOST_SHOWN or len(found) == LOOKS_AT)
