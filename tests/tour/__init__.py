"""The tour: what it prints, and that it fails where dibs doesn't say what it should."""
