interval 1s
0:00..0:30 answers in 4ms
0:31..0:32 answers in 4ms and says busy
=> nothing
0:33 answers in 4ms and says busy
=> DeviceOverloaded Medium since 0:31: the PLC said busy in 3 of 34 answers in the last 60 s
0:34..0:45 answers in 4ms and says busy
=> DeviceOverloaded High since 0:31: the PLC said busy in 15 of 46 answers in the last 60 s
