# Four samples in a minute are too few to say that it stands still.
interval 15s
0:00..1:30 answers in 4ms
0:00..0:15 life sign changes
0:30..1:00 life sign is the same
=> nothing
1:15..1:30 life sign is the same
=> LifeSignFrozen High since 0:30, first sign after 15.0 s: the life sign was the same in 6 samples over 75 s, allowed are 10.0 s; it changed before
