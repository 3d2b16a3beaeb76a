"""How pressing a ticket is: the number that orders tickets, and the word that people know it by."""

PRIORITIES = {"low": 1, "normal": 2, "high": 3, "urgent": 4}
NORMAL = PRIORITIES["normal"]

NAMES = {number: name for name, number in PRIORITIES.items()}
