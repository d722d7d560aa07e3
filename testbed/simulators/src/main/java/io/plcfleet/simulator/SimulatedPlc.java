package io.plcfleet.simulator;

/**
 * What a client needs to reach one simulated PLC. The units of a gateway are one PLC each and share host and port.
 *
 * @param device the device it belongs to, and with it the link: its own name, or the gateway's
 * @param unitId the Modbus unit; 0 for S7 (rack 0, slot 1)
 * @param answers false for a dead unit of a gateway
 */
public record SimulatedPlc(String name, Protocol protocol, String host, int port, int unitId, String device, boolean answers) {}
