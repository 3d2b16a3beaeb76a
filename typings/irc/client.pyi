class NickMask(str):
    @property
    def nick(self) -> str: ...

class Event:
    source: NickMask
    arguments: list[str]

class ServerConnection:
    def join(self, channel: str) -> None: ...
    def privmsg(self, target: str, text: str) -> None: ...
