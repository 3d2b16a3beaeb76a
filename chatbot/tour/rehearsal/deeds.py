"""What people do in a rehearsal, as it is typed on the shell: `bob@10m` accepts, or `bob@2h close fixed`."""

from datetime import timedelta

from msgspec import Struct

from chatbot.desk.durations import parse_duration


class Deed(Struct, frozen=True):
    """`after` the beginning. `verb` is followed by the ticket's number and `rest`."""

    who: str
    after: timedelta
    verb: str
    rest: str = ""

    def line(self, number: int) -> str:
        return f"{self.verb} {number} {self.rest}".rstrip(" ")


def deed(text: str, verb: str) -> Deed:
    """`bob@10m`, or without a verb `bob@10m decline at lunch`. ValueError says how it is written."""
    when, _, said = text.strip().partition(" ")
    who, at, after = when.partition("@")
    if not who or not at or (not verb and not said.strip()) or (verb and said):
        raise ValueError(f"It is written {'bob@10m' if verb else chr(39) + 'bob@10m close fixed' + chr(39)}.")
    found, _, rest = said.strip().partition(" ")
    return Deed(who, parse_duration(after) if after != "0s" else timedelta(), verb or found, rest.strip())
