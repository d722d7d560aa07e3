# The greeting is refused from the start: rack or slot, or all connections of the PLC are taken.
interval 1s
0:00 fails HandshakeRejected
0:01 fails HandshakeRejected
0:02 fails HandshakeRejected
=> WrongEndpoint Medium since 0:00: 3 failed attempts in 2.0 s (greeting refused 3); it has never answered
