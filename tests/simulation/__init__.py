"""A week in the life of a team: people with habits, a clock that is moved, and all of dibs except its sockets."""
