"""From the figures of a run to `docs/performance`: a table, and a plot for each heading."""
