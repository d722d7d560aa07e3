interval 1s
0:00 fails Refused
0:01 fails Refused
0:02 fails Refused
=> WrongEndpoint Medium since 0:00: 3 failed attempts in 2.0 s (connection refused 3); it has never answered
