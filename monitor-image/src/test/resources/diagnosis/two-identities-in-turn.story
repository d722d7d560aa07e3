# As before, and both are PLCs that say who they are. The other one must be seen twice: a damaged answer looks like another device.
interval 1s
0:00 says it is 6ES7 315-2EH14-0AB0 S C-C2UR12345678
0:00..0:30 answers in 4ms
0:31 fails ConnectionReset
0:32 says it is 6ES7 214-1AG40-0XB0 S V-J9T98765432
0:32 answers in 4ms
=> nothing
0:40 fails ConnectionReset
0:41 says it is 6ES7 315-2EH14-0AB0 S C-C2UR12345678
0:41 answers in 4ms
=> nothing
0:50 fails ConnectionReset
0:51 says it is 6ES7 214-1AG40-0XB0 S V-J9T98765432
0:51 answers in 4ms
=> AddressConflict High since 0:32, first sign after 2.0 s: the PLC says that it is 6ES7 214-1AG40-0XB0 S V-J9T98765432, 10.0 s before it was 6ES7 315-2EH14-0AB0 S C-C2UR12345678; it changed 3 times between the two
