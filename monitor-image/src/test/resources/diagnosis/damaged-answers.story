# A bad cable or connector: three of a hundred answers come damaged.
interval 1s
0:00..0:20 answers in 4ms
0:21 fails ProtocolError
0:22..0:40 answers in 4ms
0:41 fails ProtocolError
0:42 answers in 4ms
=> NetworkPathDegraded Low since 0:21: in the last 60 s 41 reads were answered; between them reads got lost 0 times and damaged 2 times; response times are 4.0 ms and vary by 0.0 ms
