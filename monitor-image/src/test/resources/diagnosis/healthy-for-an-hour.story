# A quiet link with some spread, connected anew once.
interval 1s
0:00..30:00 answers in 3ms to 9ms
30:01 fails ClosedByPeer
30:02 connects in 1ms
30:02..60:00 answers in 3ms to 9ms
=> nothing
