# 80 +/- 40 ms, and now and then a request is lost.
interval 1s
0:00..0:30 answers in 40ms to 120ms
0:31 fails RequestTimeout
=> nothing
0:32..0:45 answers in 20ms to 220ms
0:46 fails RequestTimeout
0:47..0:50 answers in 20ms to 220ms
=> NetworkPathDegraded Medium since 0:31: in the last 60 s 49 reads were answered; between them reads got lost 2 times and damaged 0 times; response times are 92 ms and vary by 39 ms
