# A second device got the same IP address. The switch sends frames to the one and to the other in turn.
interval 1s
0:00..0:30 answers in 4ms
0:31 fails ConnectionReset
0:32 fails Refused
0:33 answers in 4ms
0:34..0:40 answers in 4ms
0:41 fails RequestTimeout
0:43 fails ConnectTimeout
0:44 answers in 4ms
=> nothing
0:50 fails ConnectionReset
0:51 answers in 4ms
0:55 fails RequestTimeout
0:56 answers in 4ms
=> AddressConflict Low since 0:31, first sign after 1.0 s: resets and silence took turns 3 times in 25.0 s (reset or refused 2, silent 2, answered again 4)
0:57 fails ConnectionReset
0:58 answers in 4ms
1:05 fails RequestTimeout
1:06 answers in 4ms
1:07 fails ConnectionReset
1:08 answers in 4ms
=> AddressConflict Medium since 0:31, first sign after 1.0 s: resets and silence took turns 6 times in 37.0 s (reset or refused 4, silent 3, answered again 7)
# The other device is gone. Nothing alternates for a minute.
1:09..2:09 answers in 4ms
=> nothing
