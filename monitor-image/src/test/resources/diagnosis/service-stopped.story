# The PLC restarts: its address answers, nobody listens yet. A refusal may have other causes, too.
interval 1s
0:00..0:30 answers in 4ms
0:31 fails ConnectionReset
0:32 fails Refused
0:33 fails Refused
=> LinkCut Medium since 0:31, first sign after 1.0 s: 3 failed attempts in 2.0 s (connection refused 2, connection reset 1); the last answer came 1.0 s before
0:50 answers in 4ms
=> nothing
