"""The values that a line is made of, each with its bounds: what no door of dibs lets in, no file brings."""

import re
from datetime import date, datetime, timedelta
from typing import Annotated

from msgspec import Struct
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationInfo

from chatbot.desk.bounds import Bounds
from chatbot.desk.habits import need_known
from chatbot.desk.money import parse_rate
from chatbot.desk.refused import Refused
from chatbot.desk.wording import TYPE, clean
from store.times import from_text, to_text

MOST_ID = 2**40
"""Ids are added to what a desk has given out by then, and stay far below what SQLite can count."""
LONGEST_TEXT = 1 << 20
LONGEST_NAME = 200
SHORTEST_PACE = 10
"""Seconds: below the shortest that can be set, and far above what would have dibs do nothing but ask."""
EARLIEST, LATEST = "1970", "2200"
"""Any zone's clock can tell what is between them."""


class Ends(Struct, frozen=True):
    """The last moments that a line may name: of what has happened (`past`), and of what is to come."""

    past: str
    ahead: str


def ends(now: datetime) -> Ends:
    """Clocks differ, but not by more than a day."""
    latest = now + timedelta(days=1)
    return Ends(to_text(latest), to_text(latest + Bounds().longest))


def _moment(text: str, info: ValidationInfo) -> str:
    from_text(text)
    if not EARLIEST <= text < (info.context.ahead if isinstance(info.context, Ends) else LATEST):
        raise ValueError("no moment that could be meant")
    return text


def _past(text: str, info: ValidationInfo) -> str:
    if isinstance(info.context, Ends) and text > info.context.past:
        raise ValueError("that hasn't happened yet")
    return text


def _unmarked(text: str) -> str:
    """Without the sign that dibs keeps for itself, which no door lets in."""
    return text.replace(TYPE, "")


def _seen(text: str) -> str:
    """A name, as every door lets it in: else a terminal's cursor might move where it is shown."""
    if clean(text) != text:
        raise ValueError("there are signs in it that nobody sees")
    return text


def _money(text: str) -> str:
    if not text or parse_rate(text) != text:
        raise ValueError("no rate of an hour")
    return text


def _day(text: str) -> str:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError("no day")
    date.fromisoformat(text)
    return text


def _zone(text: str) -> str:
    try:
        return need_known(text)
    except Refused as refused:
        raise ValueError(str(refused)) from None


Id = Annotated[int, Field(ge=1, le=MOST_ID)]
Count = Annotated[int, Field(ge=0, le=MOST_ID)]
LONGEST = int(Bounds().longest.total_seconds())
Length = Annotated[int, Field(ge=1, le=LONGEST)]
Pace = Annotated[int, Field(ge=SHORTEST_PACE, le=LONGEST)]
"""Seconds; a pace is how often somebody is asked."""
Code = Annotated[int, Field(ge=1, le=10_000)]
Name = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME), AfterValidator(_unmarked), AfterValidator(_seen)]
Word = Annotated[str, Field(max_length=LONGEST_NAME), AfterValidator(_unmarked), AfterValidator(_seen)]
Text = Annotated[str, Field(max_length=LONGEST_TEXT), AfterValidator(_unmarked)]
Uuid = Annotated[str, Field(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
Moment = Annotated[str, AfterValidator(_moment)]
Past = Annotated[Moment, AfterValidator(_past)]
Day = Annotated[str, AfterValidator(_day)]
Zone = Annotated[str, AfterValidator(_zone)]
Rate = Annotated[str, AfterValidator(_money)]
Minutes = Annotated[int, Field(ge=-1_000_000, le=1_000_000)]
Minute = Annotated[int, Field(ge=0, le=24 * 60)]
Amount = Annotated[int, Field(ge=-MOST_ID, le=MOST_ID)]
Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
Plain = str | int | Annotated[float, Field(allow_inf_nan=False)] | bool | None


class Shape(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="ignore")
