# The CPU hangs: its TCP still takes connections, nothing answers the greeting.
interval 1s
0:00..0:30 answers in 4ms
0:31.8 fails RequestTimeout
0:33.6 fails HandshakeTimeout
0:35.4 fails HandshakeTimeout
=> LinkCut Low since 0:31.8, first sign after 1.8 s: 3 failed attempts in 3.6 s (greeting unanswered 2, request unanswered 1); the last answer came 1.8 s before
