"""The IRC door: one `Link` a network, on the transport of the `irc` library.

link ─ connects for ever ─▶ connection ─ one attempt ─┬─ pipe        bytes, by the library's transport
                                                      ├─ lines       bytes → lines
                                                      ├─ registration, caps, isupport    until the welcome
                                                      ├─ presence    being in the channels
                                                      ├─ feed ─▶ tracker     who is here, logged in as what
                                                      ├─ logins      who has shown us a password
                                                      ├─ receiving ─▶ identity, playback, replying     line → Message
                                                      ├─ writer ─▶ pacing, barrier    what is said, and its proof
                                                      └─ watchdog
outgoing makes every line that goes out.
"""
