# A far PLC that always takes that long is as usual.
interval 1s
0:00..5:00 answers in 280ms to 320ms
=> nothing
