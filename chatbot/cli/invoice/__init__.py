"""`dibs bill` for others to read: a table for programs, and a sheet for the client."""
