"""Real servers for tests. Each is an async context manager that owns a child process; see process.py."""
