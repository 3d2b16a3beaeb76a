"""How tickets stand to each other is shown to who may read both."""

from chatbot.desk import obeying, reading
from chatbot.desk.act import Act
from chatbot.desk.desk import Desk
from chatbot.desk.entering import New
from chatbot.desk.related import Related
from store import relations
from store import tickets as rows
from tests.desk.doing import ALICE, new
from tests.people import in_private, shell


async def follows(desk: Desk, number: int) -> int:
    async def opened(act: Act) -> int:
        about = await rows.get(act.tx, number)
        assert about is not None
        wanted = New("what follows", private=about.private)
        return (await obeying.open_by_service(act, about, wanted, relations.FOLLOWS)).id

    return await desk.change(shell(), opened)


async def test_each_of_two_says_how_it_stands_to_the_other(desk: Desk) -> None:
    first = await new(desk)
    second = await follows(desk, first)
    assert (await desk.look(ALICE, reading.show, first)).related == [Related("follows", second, True, False)]
    assert (await desk.look(ALICE, reading.show, second)).related == [Related("follows", first, False, False)]


async def test_what_may_not_be_read_is_not_named(desk: Desk) -> None:
    """bob of ops reads both in private; alice, who opened the first, only that."""
    first = await new(desk, in_private("alice"), private=True)
    second = await follows(desk, first)
    assert (await desk.look(in_private("alice"), reading.show, first)).related == []
    assert [one.number for one in (await desk.look(in_private("bob"), reading.show, first)).related] == [second]
