# STOP once may be a load of a new program. Twice, a second apart, is the finding.
interval 1s
0:00..0:20 answers in 4ms
0:20 says RUN
0:25 says STOP
=> nothing
0:25.1 says STOP
=> nothing
0:26 says STOP
=> CpuStopped High since 0:25, first sign after 5.0 s: the PLC said STOP 3 times in a row in 1.0 s, the last time 0.0 ms ago
# The link is cut as well: what the CPU said last is no longer known to hold.
0:27 fails RequestTimeout
0:28 fails ConnectTimeout
0:29 fails ConnectTimeout
=> LinkCut High since 0:27, first sign after 7.0 s: 3 failed attempts in 2.0 s (connection request unanswered 2, request unanswered 1); the last answer came 7.0 s before
0:40 answers in 4ms
0:40 says RUN
=> nothing
