# Read every 10 s: the window is as long as twenty reads take.
interval 10s
0:00..5:00 answers in 4ms
5:10 fails RequestTimeout
5:20..6:00 answers in 4ms
6:10 fails RequestTimeout
6:20 answers in 4ms
=> NetworkPathDegraded Low since 5:10: in the last 200 s 17 reads were answered; between them reads got lost 2 times and damaged 0 times
