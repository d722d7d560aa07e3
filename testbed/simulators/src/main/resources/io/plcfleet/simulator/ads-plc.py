# A real ADS server (ads-async) with the variables of a TwinCAT 3 runtime, on a free port of 127.0.0.1, which it prints as its first line of output.
# Ends when its standard input does. MAIN.Life counts 20 a second, MAIN.Fixed is 100, MAIN.Pressure a REAL, MAIN.Flag a BOOL, MAIN.Levels an
# array of INT, MAIN.Text a STRING, MAIN.Big a ULINT, MAIN.Machine a structure, GVL.Value1 to GVL.Value50 are 0.
# Commands: "run" and "stop" set the state of the runtime; "change" is an online change: every variable moves; "asked" answers what was asked so
# far, each command with its index group.
import asyncio
import logging
import math
import os
import struct
import sys
import threading
import time

from ads_async import constants, exceptions, protocol, structs, symbols
from ads_async.asyncio.server import AsyncioServer
from ads_async.constants import AdsCommandId, AdsDataType, AdsIndexGroup

LIFE_STEP_SECONDS = 0.05
MOVE_BYTES = 4096
STARTED = time.monotonic()
answers = sys.stdout
sys.stdout = sys.stderr = open(os.devnull, 'w')  # ads-async prints what it refuses


class Memory(symbols.PlcMemory):
    """Values that are a function of the time alone; nobody may write them."""

    def __init__(self):
        super().__init__(65536)
        self.base = 0

    def read(self, offset, size):
        running = time.monotonic() - STARTED
        struct.pack_into('<i', self.memory, self.base, int(running / LIFE_STEP_SECONDS) % 32768)
        struct.pack_into('<f', self.memory, self.base + 8, 6 + math.sin(running / 7) / 2)
        return super().read(offset, size)

    def write(self, offset, data):
        raise AssertionError('nobody may write to a watched PLC')


class Runtime(protocol.Server):
    """A TwinCAT runtime; the server has a version and a name of its own."""
    state = constants.AdsState.RUN
    ads_state = property(lambda self: self.state)
    version = property(lambda self: (3, 1, 4024))
    name = property(lambda self: 'Plc30 App')


class Database(symbols.SimpleDatabase):
    """Variables, laid out from a base that an online change moves."""

    LAYOUT = [
        ('MAIN.Life', AdsDataType.INT32, 1, 0, 'DINT'), ('MAIN.Fixed', AdsDataType.INT32, 1, 4, 'DINT'),
        ('MAIN.Pressure', AdsDataType.REAL32, 1, 8, 'REAL'), ('MAIN.Flag', AdsDataType.BIT, 1, 12, 'BOOL'),
        ('MAIN.Levels', AdsDataType.INT16, 3, 14, 'ARRAY [1..3] OF INT'), ('MAIN.Text', AdsDataType.STRING, 21, 20, 'STRING(20)'),
        ('MAIN.Big', AdsDataType.UINT64, 1, 48, 'ULINT'),
    ] + [('GVL.Value%d' % i, AdsDataType.INT32, 1, 60 + 4 * i, 'DINT') for i in range(1, 51)]

    def __init__(self):
        super().__init__(memory_size=1)
        self.data_area.memory = Memory()
        self.lay(0)

    def lay(self, base):
        memory = self.data_area.memory
        memory.memory[:] = b'\x77' * len(memory.memory)  # what lies where variables lay before
        memory.memory[base:base + MOVE_BYTES] = bytes(MOVE_BYTES)
        memory.base = base
        struct.pack_into('<i4xBx3h21s7xQ', memory.memory, base + 4, 100, 1, 1, 2, 3, b'press 7', 2 ** 64 - 1)
        self.data_area.symbols.clear()
        for name, kind, length, offset, type_name in self.LAYOUT:
            self.data_area.symbols[name] = symbols.BasicSymbol(
                name=name, offset=base + offset, data_type=kind, array_length=length, data_area=self.data_area, type_name=type_name)
        self.data_area.symbols['MAIN.Machine'] = symbols.ComplexSymbol(
            name='MAIN.Machine', offset=base, array_length=1, data_area=self.data_area, struct_size=20, type_name='ST_Machine')

    def change(self):
        self.lay((self.data_area.memory.base + MOVE_BYTES) % (8 * MOVE_BYTES))


class Commands:
    """What was asked, noted before it is answered."""

    def __init__(self):
        self.seen = set()
        answer = protocol.ServerCircuit.handle_command

        def note(circuit, header, request):
            group = getattr(request, 'index_group', None)
            self.seen.add('%d' % header.command_id if group is None else '%d:%04X' % (header.command_id, int(group)))
            return answer(circuit, header, request)

        protocol.ServerCircuit.handle_command = note


def device_info(circuit, header, request):
    """ads-async sends the result twice, and the version as the second one; controllers send one result."""
    return [structs.AdsDeviceInfo(constants.AdsError.NOERR, *circuit.server.version, name=circuit.server.name)]


def value(circuit, header, request):
    """A value by name, for which ads-async has a command of its own."""
    return [structs.AoEReadResponse(data=circuit._get_symbol_by_request_name(request).read())]


def several(circuit, header, request):
    """A sum of ReadWrites, which ads-async does not have: each part is answered as if it had come alone."""
    carried = bytes(request.data)
    heads = list(struct.iter_unpack('<IIII', carried[:16 * request.index_offset]))
    at = 16 * len(heads)
    results, found = b'', b''
    for group, offset, room, length in heads:
        part = structs.AdsReadWriteRequest.deserialize(bytearray(struct.pack('<IIII', group, offset, room, length) + carried[at:at + length]))
        at += length
        try:
            code, data = 0, bytes(structs.serialize(circuit.handle_command(header, part)[0].data))
        except exceptions.RequestFailedError as failed:
            code, data = int(failed.code), b''
        results += struct.pack('<II', code, len(data))
        found += data
    return [structs.AoEReadResponse(data=results + found)]


def listen(server, database, commands):
    for line in sys.stdin:
        word = line.strip()
        if word == 'change':
            database.change()
        elif word in ('run', 'stop'):
            server.server.state = constants.AdsState[word.upper()]
        elif word != 'asked':
            word = 'unknown'
        print(' '.join(sorted(commands.seen)) if word == 'asked' else word, file=answers, flush=True)
    os._exit(0)


async def serve():
    database = Database()
    commands = Commands()
    protocol.ServerCircuit._handlers[(AdsCommandId.READ_DEVICE_INFO, None)] = device_info
    protocol.ServerCircuit._handlers[(AdsCommandId.READ_WRITE, AdsIndexGroup.SUMUP_READWRITE)] = several
    protocol.ServerCircuit._handlers[(AdsCommandId.READ_WRITE, AdsIndexGroup.SYM_VALBYNAME)] = value
    server = AsyncioServer(database)
    server.server = Runtime(database, net_id='5.1.2.3.1.1')
    server._running = True
    listener = await asyncio.start_server(lambda reader, writer: server._handle_new_client(('127.0.0.1', 0), reader, writer), '127.0.0.1', 0)
    print(listener.sockets[0].getsockname()[1], file=answers, flush=True)
    threading.Thread(target=listen, args=(server, database, commands), daemon=True).start()
    await listener.serve_forever()


logging.disable(logging.CRITICAL)
asyncio.run(serve())
