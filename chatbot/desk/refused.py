"""The one exception by which the desk says no."""


class Refused(Exception):
    """The desk will not do it and nothing changed. Its text is a sentence fit to show to whoever asked."""
