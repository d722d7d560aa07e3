# Whatever took turns before: after a minute of silence alone it is a cut.
interval 1s
0:00..0:30 answers in 4ms
0:31 fails ConnectionReset
0:33 answers in 4ms
0:41 fails RequestTimeout
0:44 answers in 4ms
0:50 fails ConnectionReset
0:51 answers in 4ms
0:55 fails RequestTimeout
0:57 fails ConnectTimeout
0:59 fails ConnectTimeout
=> AddressConflict Low since 0:31, first sign after 1.0 s: resets and silence took turns 3 times in 24.0 s (reset or refused 2, silent 2, answered again 3)
1:30 fails ConnectTimeout
2:00 fails ConnectTimeout
=> LinkCut High since 0:55, first sign after 4.0 s: 5 failed attempts in 65 s (connection request unanswered 4, request unanswered 1); the last answer came 4.0 s before
