"""The chat prompt of `dibs run` on a terminal: one person plays a whole team, on the server that dibs brings along."""
