# Every connection is ended before its first answer: what does it, the PLC or a firewall, nobody can see from here.
interval 1s
0:00..0:30 answers in 4ms
0:31 fails ConnectionReset
0:32 fails ConnectionReset
=> nothing
0:33 fails ConnectionReset
=> LinkCut Low since 0:31, first sign after 1.0 s: 3 failed attempts in 2.0 s (connection reset 3); the last answer came 1.0 s before
0:35 fails HandshakeRejected
0:38 fails HandshakeRejected
=> LinkCut Low since 0:31, first sign after 1.0 s: 5 failed attempts in 7.0 s (greeting refused 2, connection reset 3); the last answer came 1.0 s before
