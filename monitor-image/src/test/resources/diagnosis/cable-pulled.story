# Somebody pulls the cable of a PLC that is read every second.
interval 1s
0:00 connects in 2ms
0:00..0:30 answers in 4ms
=> nothing
0:31.8 fails RequestTimeout
0:33.6 fails ConnectTimeout
=> nothing
0:35.4 fails ConnectTimeout
=> LinkCut High since 0:31.8, first sign after 1.8 s: 3 failed attempts in 3.6 s (connection request unanswered 2, request unanswered 1); the last answer came 1.8 s before
1:00 fails ConnectTimeout
=> LinkCut High since 0:31.8, first sign after 1.8 s: 4 failed attempts in 28.2 s (connection request unanswered 3, request unanswered 1); the last answer came 1.8 s before
# The cable is back.
1:31 answers in 4ms
=> nothing
