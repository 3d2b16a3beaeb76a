"""Lengths of time, under the name that the grammar knows them by. The desk and the plugins write them too."""

from chatbot.desk.durations import format_duration, parse_duration

__all__ = ["format_duration", "parse_duration"]
