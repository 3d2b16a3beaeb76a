"""One promise a file, end to end: people on real sockets, a real server, and the whole of dibs in between."""
