# Three of a hundred answers come damaged, that to the question who it is among them; a damaged greeting ends connections in any way.
interval 1s
0:00 says it is 6ES7 315-2EH14-0AB0 S C-C2UR12345678
0:00..0:20 answers in 4ms
0:21 fails ProtocolError
0:22 says it is 6ES7 3I5-2EH14-0AB0 S C-C2UR12345678
0:22..0:30 answers in 4ms
0:31 fails RequestTimeout
0:32 says it is 6ES7 315-2EH14-0AB0 S C-C2UR12345678
0:32..0:35 answers in 4ms
0:36 fails ClosedByPeer
0:37 answers in 4ms
0:38 fails RequestTimeout
0:39 answers in 4ms
0:40 fails ConnectionReset
0:41 says it is 6ES7 315-2EH14-0AB0 S C-C2UR1234567x
0:41 answers in 4ms
0:42 fails ProtocolError
0:43 says it is 6ES7 315-2EH14-0AB0 S C-C2UR12345678
0:43 answers in 4ms
=> NetworkPathDegraded Medium since 0:21: in the last 60 s 38 reads were answered; between them reads got lost 2 times and damaged 2 times; response times are 4.0 ms and vary by 0.0 ms
