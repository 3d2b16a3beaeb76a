"""The loops beside the doors, each by itself: a real database, a clock that stands still, a wire that is a script."""
