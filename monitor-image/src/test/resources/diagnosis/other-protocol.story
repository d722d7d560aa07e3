# A web server listens on the port.
interval 1s
0:00 fails ProtocolError
0:01 fails ProtocolError
0:02 fails ProtocolError
=> WrongEndpoint High since 0:00: 3 failed attempts in 2.0 s (not the protocol 3); it has never answered
