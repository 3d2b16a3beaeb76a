"""The IRC door: one `Link` a network, on the transport of the `irc` library."""
