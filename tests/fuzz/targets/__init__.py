"""A file for each thing that parses."""
