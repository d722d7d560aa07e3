# A real EtherNet/IP server (cpppo) with the tags of a Logix controller, on a free port of 127.0.0.1, which it prints as its one line of output.
# Ends when its standard input does. Life counts 20 a second, Fixed is 100, Pressure a REAL, Flag a BOOL, Levels an array of INT.
import logging
import math
import os
import socket
import sys
import threading
import time

from cpppo.server.enip import device
from cpppo.server.enip.main import main

LIFE_STEP_SECONDS = 0.05
STARTED = time.monotonic()


class Measured(device.Attribute):
    """Values that are a function of the time alone; all others are as declared, and nobody may write them."""

    def __getitem__(self, key):
        running = time.monotonic() - STARTED
        if self.name == 'Life':
            self.default = int(running / LIFE_STEP_SECONDS) % 32768
        elif self.name == 'Pressure':
            self.default = 6 + math.sin(running / 7) / 2
        elif self.name == 'Fixed':
            self.default = 100
        elif self.name == 'Levels':
            self.default[:3] = [1, 2, 3]
        return super().__getitem__(key)

    def __setitem__(self, key, value):
        raise AssertionError('nobody may write to a watched PLC')


def free_port():
    with socket.socket() as probe:  # cpppo does not tell which port it took
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


def announce(port):
    while True:
        try:
            socket.create_connection(('127.0.0.1', port), timeout=1).close()
            break
        except OSError:
            time.sleep(0.05)
    print(port, flush=True)
    sys.stdin.read()
    os._exit(0)


logging.disable(logging.WARNING)
chosen = free_port()
threading.Thread(target=announce, args=(chosen,), daemon=True).start()
tags = ['Life=DINT', 'Fixed=DINT', 'Pressure=REAL', 'Flag=BOOL', 'Levels=INT[3]'] + ['Value%d=DINT' % i for i in range(1, 51)]
sys.exit(main(argv=['--no-udp', '--address', '127.0.0.1:%d' % chosen] + tags, attribute_class=Measured))
