"""A ticket's life, played on a copy of the desk with a clock that jumps: what would be said to whom, and when."""
