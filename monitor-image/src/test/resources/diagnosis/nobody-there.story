# Declared, but never switched on, or a wrong address: nobody can know which.
interval 1s
0:00.8 fails ConnectTimeout
0:02.6 fails ConnectTimeout
=> nothing
0:04.4 fails ConnectTimeout
=> WrongEndpoint Low since 0:00.8: 3 failed attempts in 3.6 s (connection request unanswered 3); it has never answered
