# One of 30 units loses its power. The connection to the gateway stays.
interval 1s
0:00..0:30 answers in 20ms
0:31.8 fails RequestTimeout, 29 of 29 neighbours answer
0:33.6 fails RequestTimeout, 29 of 29 neighbours answer
0:35.4 fails RequestTimeout, 29 of 29 neighbours answer
=> LinkCut High since 0:31.8, first sign after 1.8 s: 3 failed attempts in 3.6 s (request unanswered 3); the last answer came 1.8 s before; 29 of 29 other units behind the same gateway answer
