# Its cycle time grew. TCP connects as quickly as ever, so it is not the path.
interval 1s
0:00 connects in 2ms
0:00..1:00 answers in 10ms
1:01..1:40 answers in 90ms to 110ms
=> DeviceOverloaded Medium since 1:00: answers take 101 ms, usual are 11 ms; none of 51 was lost in the last 60 s; TCP itself connected in 2.0 ms
