class AgentResponse:
    value: str | None
    error: str | None

class Getter:
    def __init__(self, host: str = ..., port: int = ..., timeout: int = ...) -> None: ...
    def get(self, key: str) -> AgentResponse: ...
