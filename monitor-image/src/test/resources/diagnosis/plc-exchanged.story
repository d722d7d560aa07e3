# The PLC is replaced by a new one of the same address: that takes minutes, and is no conflict.
interval 1s
0:00 says it is 6ES7 315-2EH14-0AB0 S C-C2UR12345678
0:00..0:30 answers in 4ms
0:31 fails RequestTimeout
0:33 fails ConnectTimeout
0:35 fails ConnectTimeout
4:00 fails ConnectTimeout
4:30 says it is 6ES7 315-2EH14-0AB0 S C-F1XX00000001
4:30 answers in 4ms
=> nothing
