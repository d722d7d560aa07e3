interval 1s
0:00 fails DnsFailure
0:01 fails DnsFailure
0:02 fails DnsFailure
=> WrongEndpoint Medium since 0:00: 3 failed attempts in 2.0 s (no address for the name 3); it has never answered
