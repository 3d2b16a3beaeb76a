"""Many tickets that nobody took are one line, however many they are, and it takes as many as one line may."""

from chatbot.desk.desk import Desk
from chatbot.services.sender import Sender
from tests.desk.doing import new
from tests.services.rows import OPS, queue
from tests.services.wires import FakeWire

WORD = "Timed out, still free"


async def test_what_nobody_took_of_a_storm_is_one_line(desk: Desk, sender: Sender, wire: FakeWire) -> None:
    for count in range(15):
        number = await new(desk, title=f"database {count} is down again")
        brief = f"#{number} database {count} is down again"
        await queue(desk, f"{brief} timed out", OPS, ticket=number, holds="free", joined=WORD, brief=brief)
    while await sender.step():
        pass
    assert wire.texts == ["Timed out, still free: #1-#15. Take all: dibs 1-15"]


async def test_few_are_named(desk: Desk, sender: Sender, wire: FakeWire) -> None:
    for title in ("printer on fire", "vpn down"):
        number = await new(desk, title=title)
        await queue(desk, "timed out", OPS, ticket=number, holds="free", joined=WORD, brief=f"#{number} {title}")
    await sender.step()
    assert wire.texts == ["Timed out, still free: #1 printer on fire, #2 vpn down. dibs 1"]
