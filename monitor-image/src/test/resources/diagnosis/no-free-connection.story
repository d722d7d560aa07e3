# Somebody took the PLC's last connection while ours was down.
interval 1s
0:00..0:30 answers in 4ms
0:31 fails ConnectionReset
0:32 fails HandshakeRejected
0:33 fails HandshakeRejected
=> DeviceOverloaded Low since 0:31, first sign after 1.0 s: 3 failed attempts in 2.0 s (greeting refused 2, connection reset 1); the last answer came 1.0 s before; it took greetings before
