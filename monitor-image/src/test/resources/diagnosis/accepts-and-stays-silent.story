# TCP connects, no request is answered: a hung program and a firewall look the same.
interval 1s
0:00..0:30 answers in 4ms
0:31.8 fails RequestTimeout
0:33.6 fails RequestTimeout
0:35.4 fails RequestTimeout
=> LinkCut Low since 0:31.8, first sign after 1.8 s: 3 failed attempts in 3.6 s (request unanswered 3); the last answer came 1.8 s before
