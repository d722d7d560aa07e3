package io.plcfleet.simulator;

import java.time.Duration;

/**
 * What a simulated Modbus device measures: a function of the time alone, so nothing has to run while nobody reads. The script of the S7 servers
 * computes the same values.
 *
 * <p>Registers, counted from 1 as PLC4X does: 1 life counter (INT), 2 temperature in tenths of a degree (INT), 3 and 4 pressure in bar (REAL),
 * then each register holds its own number. Coil 1 blinks, the others are off.
 */
record ProcessValues(short lifeCounter, short temperature, float pressure, boolean blinker) {
  /** The highest number of a register or coil; beyond it a device answers "illegal data address". */
  static final int HIGHEST = 999;

  private static final int LIFE_STEP_MILLIS = 50;

  static ProcessValues after(Duration running, int seed) {
    long millis = running.toMillis();
    double seconds = millis / 1000.0;
    return new ProcessValues(
        (short) (millis / LIFE_STEP_MILLIS % (Short.MAX_VALUE + 1)),
        (short) Math.round(650 + 100 * Math.sin(seconds / 20 + seed)),
        (float) (6 + Math.sin(seconds / 7 + seed) / 2),
        millis / 1000 % 2 == 1);
  }

  /** The register at an address as it stands on the wire, counted from 0. */
  short register(int address) {
    int pressureBits = Float.floatToIntBits(pressure);
    return switch (address) {
      case 0 -> lifeCounter;
      case 1 -> temperature;
      case 2 -> (short) (pressureBits >>> 16);
      case 3 -> (short) pressureBits;
      default -> (short) (address + 1);
    };
  }

  byte[] registers(int address, int quantity) {
    var bytes = new byte[quantity * 2];
    for (int i = 0; i < quantity; i++) {
      short register = register(address + i);
      bytes[2 * i] = (byte) (register >>> 8);
      bytes[2 * i + 1] = (byte) register;
    }
    return bytes;
  }

  byte[] coils(int address, int quantity) {
    var bytes = new byte[(quantity + 7) / 8];
    if (address == 0 && blinker) {
      bytes[0] = 1;
    }
    return bytes;
  }
}
