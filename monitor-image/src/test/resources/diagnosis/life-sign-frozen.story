# The program hangs, the communication processor goes on answering.
interval 1s
0:00..0:20 answers in 4ms
0:00..0:20 life sign changes
0:21..0:30 life sign is the same
=> nothing
0:31..0:32 life sign is the same
=> LifeSignFrozen High since 0:21, first sign after 1.0 s: the life sign was the same in 13 samples over 12.0 s, allowed are 10.0 s; it changed before
0:33 life sign changes
=> nothing
