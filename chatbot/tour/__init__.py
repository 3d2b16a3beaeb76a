"""dibs, shown: its story, played by people who are clients of the embedded server like anybody's."""
