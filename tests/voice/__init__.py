"""The transcripts of how dibs speaks and listens, played on real sockets: a file each, named after its head."""
