"""The one exception by which the desk says no."""


class Refused(Exception):  # noqa: N818 - its text is a sentence fit to show
    """The desk will not do it and nothing changed. Its text is a sentence fit to show to whoever asked."""
