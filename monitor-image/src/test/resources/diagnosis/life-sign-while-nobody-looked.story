# The monitor's node was suspended: nobody saw the life sign stand still.
interval 1s
0:00..0:20 answers in 4ms
0:00..0:20 life sign changes
0:21..0:24 life sign is the same
0:25 the monitor stands still
10:00 life sign is the same
10:01 answers in 4ms
=> nothing
