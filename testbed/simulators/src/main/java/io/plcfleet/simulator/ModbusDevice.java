package io.plcfleet.simulator;

import com.digitalpetri.modbus.ExceptionCode;
import com.digitalpetri.modbus.FunctionCode;
import com.digitalpetri.modbus.exceptions.ModbusResponseException;
import com.digitalpetri.modbus.exceptions.UnknownUnitIdException;
import com.digitalpetri.modbus.pdu.ReadCoilsRequest;
import com.digitalpetri.modbus.pdu.ReadCoilsResponse;
import com.digitalpetri.modbus.pdu.ReadDiscreteInputsRequest;
import com.digitalpetri.modbus.pdu.ReadDiscreteInputsResponse;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersResponse;
import com.digitalpetri.modbus.pdu.ReadInputRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadInputRegistersResponse;
import com.digitalpetri.modbus.server.ModbusRequestContext;
import com.digitalpetri.modbus.server.ModbusServices;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Answers the four read requests from {@link ProcessValues}. Every write is answered "illegal function": nobody may write to a watched PLC. */
final class ModbusDevice implements ModbusServices {
  private static final int MOST_REGISTERS = 125;
  private static final int MOST_BITS = 2000;

  private final Set<Integer> livingUnits;
  private final ProgramClock clock;
  private final BooleanSupplier busy;

  /** @param busy whether every request is answered "server device busy" just now */
  ModbusDevice(Set<Integer> livingUnits, ProgramClock clock, BooleanSupplier busy) {
    this.livingUnits = livingUnits;
    this.clock = clock;
    this.busy = busy;
  }

  @Override
  public ReadHoldingRegistersResponse readHoldingRegisters(ModbusRequestContext context, int unit, ReadHoldingRegistersRequest request)
      throws ModbusResponseException, UnknownUnitIdException {
    var values = values(unit, FunctionCode.READ_HOLDING_REGISTERS, request.address(), request.quantity(), MOST_REGISTERS);
    return new ReadHoldingRegistersResponse(values.registers(request.address(), request.quantity()));
  }

  @Override
  public ReadInputRegistersResponse readInputRegisters(ModbusRequestContext context, int unit, ReadInputRegistersRequest request)
      throws ModbusResponseException, UnknownUnitIdException {
    var values = values(unit, FunctionCode.READ_INPUT_REGISTERS, request.address(), request.quantity(), MOST_REGISTERS);
    return new ReadInputRegistersResponse(values.registers(request.address(), request.quantity()));
  }

  @Override
  public ReadCoilsResponse readCoils(ModbusRequestContext context, int unit, ReadCoilsRequest request)
      throws ModbusResponseException, UnknownUnitIdException {
    var values = values(unit, FunctionCode.READ_COILS, request.address(), request.quantity(), MOST_BITS);
    return new ReadCoilsResponse(values.coils(request.address(), request.quantity()));
  }

  @Override
  public ReadDiscreteInputsResponse readDiscreteInputs(ModbusRequestContext context, int unit, ReadDiscreteInputsRequest request)
      throws ModbusResponseException, UnknownUnitIdException {
    var values = values(unit, FunctionCode.READ_DISCRETE_INPUTS, request.address(), request.quantity(), MOST_BITS);
    return new ReadDiscreteInputsResponse(values.coils(request.address(), request.quantity()));
  }

  private ProcessValues values(int unit, FunctionCode function, int address, int quantity, int most)
      throws ModbusResponseException, UnknownUnitIdException {
    if (!livingUnits.contains(unit)) {
      throw new UnknownUnitIdException(unit); // the server stays silent, as a gateway does whose field bus is cut
    }
    if (busy.getAsBoolean()) {
      throw new ModbusResponseException(function, ExceptionCode.SLAVE_DEVICE_BUSY);
    }
    if (quantity < 1 || quantity > most) {
      throw new ModbusResponseException(function, ExceptionCode.ILLEGAL_DATA_VALUE);
    }
    if (address + quantity > ProcessValues.HIGHEST) {
      throw new ModbusResponseException(function, ExceptionCode.ILLEGAL_DATA_ADDRESS);
    }
    return ProcessValues.after(clock.running(), unit);
  }
}
