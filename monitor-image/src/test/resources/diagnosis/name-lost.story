# The name server fails, after a reconnect was needed. Nothing was learnt about the PLC itself.
interval 1s
0:00..0:30 answers in 4ms
0:31 fails ConnectionReset
0:32 fails DnsFailure
0:33 fails DnsFailure
=> LinkCut Low since 0:31, first sign after 1.0 s: 3 failed attempts in 2.0 s (no address for the name 2, connection reset 1); the last answer came 1.0 s before
