interval 1s
0:00..0:30 answers in 4ms
0:31.8 fails RequestTimeout
0:33..1:00 answers in 4ms
=> nothing
