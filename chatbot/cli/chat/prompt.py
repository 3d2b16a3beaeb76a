"""The prompt itself: what is typed at the bottom, the channel's log above it."""

import asyncio
import getpass
import os
import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.history import FileHistory
from prompt_toolkit.input.vt100 import Vt100Input
from prompt_toolkit.output import ColorDepth
from prompt_toolkit.patch_stdout import patch_stdout
from prompt_toolkit.styles import Style
from rich.text import Text

from chatbot.app import App
from chatbot.app.opening import command_table
from chatbot.cli.chat.company import PRIVATE, Company, Said
from chatbot.cli.chat.completing import Completing, Known
from chatbot.cli.chat.slash import Over, hidden, is_secret, obey
from chatbot.cli.console import out
from chatbot.config import EMBEDDED
from chatbot.desk import offering
from chatbot.desk.act import Caller
from chatbot.desk.wording import clean
from chatbot.tour.guest import GuestFailed
from chatbot.tour.lines import WIDTH
from chatbot.wire import Private

COLOURS = ("alice", "bob", "dave", "nagios")
"""Of those who are played, in the order in which they came (chatbot/cli/console.py)."""
LONGEST = 400
"""Bytes of a line, for a server that cuts at 512."""
STYLE = Style.from_dict({"who": "bold", "where": "ansibrightblack"})


class KeptLines(FileHistory):
    """What was typed, for the next time; readable to its owner alone, and without codes and passwords."""

    def __init__(self, path: Path) -> None:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        path.chmod(0o600)
        super().__init__(str(path))

    def append_string(self, string: str) -> None:
        if not is_secret(string):
            super().append_string(string)


class Keys(Vt100Input):
    """The keyboard, which stays the prompt's while lines are printed above it.

    Given back to the terminal for each line, as the library does, a Ctrl-D pressed meanwhile would be lost, and a
    Ctrl-C would end the desk instead of dropping what was typed.
    """

    def cooked_mode(self) -> AbstractContextManager[None]:
        return nullcontext()


class Talk:
    def __init__(self, app: App, code: str) -> None:
        port = app.embedded.port if app.embedded else None
        assert port is not None, "there is a prompt only beside the embedded server"
        self._app = app
        self._code = code
        self._table = command_table()
        self._company = Company(port, app.config.embedded.channel, self._show)
        self._keys = Keys(sys.stdin)
        self._typed: PromptSession[str] = PromptSession(
            input=self._keys,
            history=KeptLines(app.config.desk.database.with_name("chat_history")),
            completer=Completing(self._table, lambda: app.config.desk.prefix, self._known),
            complete_while_typing=False,
            erase_when_done=True,  # it is shown as it was said, or else why it wasn't
            style=STYLE,
            color_depth=ColorDepth.DEPTH_1_BIT if os.environ.get("NO_COLOR") else None,
        )
        self._warned = False

    async def run(self) -> bool:
        """Until whoever types leaves; whether dibs is to end, too."""
        with patch_stdout(raw=True), self._keys.raw_mode():
            try:
                await self._begin()
                while True:
                    try:
                        await self._next()
                    except (EOFError, Over):
                        if (ends := await self._asked()) is not None:
                            return ends
            finally:
                await self._company.leave()

    async def _begin(self) -> None:
        """The first user is the admin: the code on this terminal is theirs."""
        await self._come_in()
        await self._app.up()
        me, channel, prefix = self._company.now, self._app.config.embedded.channel, self._app.config.desk.prefix
        self._say(f"You are {me}, in {channel}. /nick bob: be somebody else. Tab completes. Ctrl-D leaves. /help")
        self._say(f"Say {prefix}new printer on fire to open a ticket there, or to dibs alone: help, mine, dibs 1")
        await self._company.tell(self._app.config.desk.nick, f"iam {self._code}", shown="iam ...")

    async def _come_in(self) -> None:
        for nick in (_user(), "alice", "guest", f"guest{os.getpid()}"):
            try:
                return await self._company.become(nick)
            except GuestFailed as failed:
                why = failed
        raise why

    async def _next(self) -> None:
        try:
            typed = await self._typed.prompt_async(self._before, handle_sigint=False, set_exception_handler=False)
        except KeyboardInterrupt:
            self._on_interrupt()
            return
        self._warned = False
        if line := typed.strip():
            await self._do(line)

    def _on_interrupt(self) -> None:
        """Drops what was typed; on an empty line twice it ends."""
        empty = not self._typed.default_buffer.text
        if empty and self._warned:
            raise EOFError
        self._warned = empty
        if empty:
            self._say("To leave: Ctrl-D, or Ctrl-C once more.")

    def _before(self) -> FormattedText:
        return FormattedText([("class:who", self._company.now), ("class:where", f" {self._company.channel}> ")])

    async def _do(self, line: str) -> None:
        try:
            await self._obey(line)
        except GuestFailed as failed:
            _print(Text(clean(str(failed)), style="bad"))

    async def _obey(self, line: str) -> None:
        if len(line.encode()) > LONGEST:
            raise GuestFailed(f"At most {LONGEST} bytes in a line of IRC. Say it in parts.")
        if line.startswith("/"):
            self._say(await obey(self._company, line))
        elif self._is_for_dibs(line):
            await self._company.tell(self._app.config.desk.nick, line, shown=hidden(line))
        else:
            await self._company.say(line)

    def _is_for_dibs(self, line: str) -> bool:
        """What begins with a verb, or is a ticket: to dibs alone, where no prefix is needed. All else is talk."""
        first, _, rest = line.partition(" ")
        table, word = self._table, first.lower().rstrip(".")
        alone = not rest and (word in table.answers or word.lstrip("#").isdigit())
        return alone or word in table.names or word in table.groups

    async def _asked(self) -> bool | None:
        """Whether dibs is to end with the prompt; None to stay."""
        asking: PromptSession[str] = PromptSession(input=self._keys)
        try:
            answer = await asking.prompt_async(
                "Leave the desk running? [Y/n] ", handle_sigint=False, set_exception_handler=False
            )
        except KeyboardInterrupt:
            return None
        except EOFError:
            return False
        return answer.strip().lower() in {"n", "no"}

    def _say(self, text: str) -> None:
        for line in text.splitlines():
            _print(Text(clean(line), style="quiet"))

    def _show(self, said: Said) -> None:
        """`bob       p> dibs` is typed, `bob       p< #1 is yours` is read by bob; in a channel dibs has no name."""
        by_us = said.by in self._company.names
        by_dibs = said.by == self._app.config.desk.nick
        who = said.by if by_us or not said.to else said.to
        if by_dibs and not said.to:
            who = ""
        mark = ">" if by_us or (not by_dibs and said.where != PRIVATE) else "<"
        to = f" to {said.to}" if by_us and said.to and said.to != self._app.config.desk.nick else ""
        style = "dibs" if by_dibs else self._colour(said.by)
        name = (f"{clean(who):<{WIDTH - 1}} ", self._colour(who))
        _print(Text.assemble(name, (f"{said.where}{to}{mark} ", "quiet"), (clean(said.text), style)))

    def _colour(self, name: str) -> str:
        names = self._company.names
        return COLOURS[names.index(name) % len(COLOURS)] if name in names else ""

    async def _known(self) -> Known:
        """As who types would read it in private."""
        link = self._app.links[EMBEDDED]
        who = link.who(self._company.now)
        people = [(name, "") for name in dict.fromkeys([*self._company.names, *self._company.heard_of])]
        if who is None:
            return {"people": people}
        found = await self._app.desk.look(Caller(who, Private(EMBEDDED, who.nick)), offering.all_offers)
        return {**found, "people": people}


def _print(text: Text) -> None:
    """Broken between words, since nobody pipes this."""
    out.print(text, soft_wrap=False)


def _user() -> str:
    """As the system knows whoever sits here, if that can be a nick."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError):
        return "alice"
    good = name.isascii() and name.isalnum() and name[0].isalpha() and len(name) <= 9
    return name if good and name not in {"root", "dibs"} else "alice"


async def talk(app: App, code: str, ended: asyncio.Event) -> bool:
    """Whether dibs is to end. Returns as soon as `ended` is set, too."""
    talking = asyncio.ensure_future(Talk(app, code).run())
    ending = asyncio.ensure_future(ended.wait())
    try:
        await asyncio.wait({talking, ending}, return_when=asyncio.FIRST_COMPLETED)
        return talking.result() if talking.done() else True
    finally:
        for task in (talking, ending):
            task.cancel()
        await asyncio.gather(talking, ending, return_exceptions=True)
