"""What went wrong beside a verb, written down so that admins are told."""

from chatbot.desk.act import Act


async def command_failed(act: Act, verb: str, error: str) -> None:
    """`error` is the name of the exception; its text may hold what is private."""
    await act.journal("command_failed", verb=verb, error=error)
