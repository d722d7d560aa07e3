// Real S7 servers (snap7), one port of 127.0.0.1 for each name given as argument. Prints one line of JSON, name -> port.
// Commands on standard input, each answered by a line: "run NAME" and "stop NAME" for its CPU, "down NAME" and "up NAME" for its power,
// "places NAME COUNT" for how many connections it takes. Ends when its standard input does.
const net = require('net');
const readline = require('readline');
const { S7Server } = require('node-snap7');

const LIFE_STEP_MILLIS = 50;
const DB_BYTES = 1024;

class Plc {
  constructor(seed) {
    this.seed = seed;
    this.server = new S7Server();
    this.db = Buffer.alloc(DB_BYTES);
    for (let at = 14; at < DB_BYTES; at += 2) this.db.writeInt16BE(at, at); // each INT holds its own byte number
    this.ranBefore = 0;
    this.startedAt = Date.now();
    this.running = true;
  }

  async start() {
    const s = this.server;
    s.RegisterArea(s.srvAreaDB, 1, this.db);
    s.RegisterArea(s.srvAreaMK, Buffer.alloc(256));
    for (let attempt = 0; attempt < 10; attempt++) {
      const port = await freePort(); // snap7 cannot choose one; somebody else may take it in between, hence the attempts
      s.SetParam(s.LocalPort, port);
      if (s.StartTo('127.0.0.1')) return port;
    }
    throw new Error('cannot start an S7 server: ' + s.ErrorText(s.LastError()));
  }

  // As a power cut does: connections end, and the port is closed until it is up again.
  down() {
    return this.server.Stop() !== false;
  }

  up() {
    return this.server.StartTo('127.0.0.1') !== false; // on the port that it has had
  }

  // More than so many connections are closed as soon as they are accepted. Takes effect by a restart.
  places(count) {
    const s = this.server;
    return this.down() && s.SetParam(s.MaxClients, Number(count)) !== false && this.up();
  }

  millis() {
    return this.ranBefore + (this.running ? Date.now() - this.startedAt : 0);
  }

  // In STOP a CPU goes on answering, but its program and so its values stand still.
  set(running) {
    this.ranBefore = this.millis();
    this.startedAt = Date.now();
    this.running = running;
    this.measure();
    const s = this.server;
    return s.SetCpuStatus(running ? s.S7CpuStatusRun : s.S7CpuStatusStop) !== false;
  }

  // DB1: life counter INT at 0, blinker BOOL at 2.0, speed INT at 4, temperature REAL at 10. The values are those of the Modbus devices.
  measure() {
    const millis = this.millis();
    const seconds = millis / 1000;
    this.db.writeInt16BE(Math.floor(millis / LIFE_STEP_MILLIS) % 32768, 0);
    this.db.writeUInt8(Math.floor(seconds) % 2, 2);
    this.db.writeInt16BE(Math.round(1450 + 50 * Math.sin(seconds / 7 + this.seed)), 4);
    this.db.writeFloatBE(65 + 10 * Math.sin(seconds / 20 + this.seed), 10);
    this.server.SetArea(this.server.srvAreaDB, 1, this.db);
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

async function main() {
  const plcs = {};
  const ports = {};
  let seed = 0;
  for (const name of process.argv.slice(1)) {
    plcs[name] = new Plc(++seed);
    ports[name] = await plcs[name].start();
  }
  const measure = () => Object.values(plcs).forEach(plc => plc.measure());
  measure();
  setInterval(measure, LIFE_STEP_MILLIS);

  const verbs = {
    run: plc => plc.set(true),
    stop: plc => plc.set(false),
    down: plc => plc.down(),
    up: plc => plc.up(),
    places: (plc, count) => plc.places(count),
  };
  const commands = readline.createInterface({ input: process.stdin });
  commands.on('line', line => {
    const [verb, name, value] = line.trim().split(' ');
    const known = verbs[verb] && plcs[name];
    console.log(known && verbs[verb](plcs[name], value) ? 'ok' : 'failed: ' + line);
  });
  commands.on('close', () => process.exit(0));
  console.log(JSON.stringify(ports));
}

main().catch(error => {
  console.error(error);
  process.exit(1);
});
