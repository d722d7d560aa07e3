# STOP, then a code that nobody knows: no finding.
interval 1s
0:00..0:20 answers in 4ms
0:21 says STOP
0:22 does not say whether it runs
0:23 says STOP
=> nothing
