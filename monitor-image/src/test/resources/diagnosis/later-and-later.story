# The same without a connect: it may be the path as well.
interval 1s
0:00..1:00 answers in 10ms
1:01..1:40 answers in 90ms to 110ms
=> DeviceOverloaded Low since 1:00: answers take 101 ms, usual are 11 ms; none of 51 was lost in the last 60 s
