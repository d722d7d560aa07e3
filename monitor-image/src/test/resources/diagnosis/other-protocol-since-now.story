# It spoke the protocol until somebody gave the address to another device.
interval 1s
0:00..0:30 answers in 4ms
0:31 fails ProtocolError
0:32 fails ProtocolError
0:33 fails ProtocolError
=> WrongEndpoint Medium since 0:31, first sign after 1.0 s: 3 failed attempts in 2.0 s (not the protocol 3); the last answer came 1.0 s before
