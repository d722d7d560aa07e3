interval 1s
0:00 fails TargetUnreachable, 29 of 29 neighbours answer
0:01 fails TargetUnreachable, 29 of 29 neighbours answer
0:02 fails TargetUnreachable, 29 of 29 neighbours answer
=> WrongEndpoint Medium since 0:00: 3 failed attempts in 2.0 s (gateway cannot reach the unit 3); it has never answered; 29 of 29 other units behind the same gateway answer
