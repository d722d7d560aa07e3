# It has stood still since the monitor began to read: perhaps the tag is the wrong one.
interval 1s
0:00..0:20 answers in 4ms
0:00..0:20 life sign is the same
=> LifeSignFrozen Medium since 0:01: the life sign was the same in 21 samples over 20.0 s, allowed are 10.0 s; it has never changed since the monitor reads it
