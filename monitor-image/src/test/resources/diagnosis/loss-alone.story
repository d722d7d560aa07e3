interval 1s
0:00..0:30 answers in 4ms
0:31 fails RequestTimeout
0:32..0:45 answers in 4ms
=> nothing
0:46 fails RequestTimeout
0:47 answers in 4ms
=> NetworkPathDegraded Low since 0:31: in the last 60 s 46 reads were answered; between them reads got lost 2 times and damaged 0 times; response times are 4.0 ms and vary by 0.0 ms
0:48..2:00 answers in 4ms
=> nothing
