package io.plcfleet.operator.protocol;

import io.plcfleet.contract.AdsAddress;
import io.plcfleet.contract.EipAddress;
import io.plcfleet.contract.Endpoint;
import io.plcfleet.contract.ModbusTypes;
import io.plcfleet.contract.OpcUaAddress;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.plc4x.java.modbus.base.tag.ModbusTag;
import org.apache.plc4x.java.modbus.base.tag.ModbusTagCoil;
import org.apache.plc4x.java.modbus.base.tag.ModbusTagDiscreteInput;
import org.apache.plc4x.java.modbus.base.tag.ModbusTagHoldingRegister;
import org.apache.plc4x.java.modbus.base.tag.ModbusTagInputRegister;
import org.apache.plc4x.java.modbus.readwrite.ModbusDataType;
import org.apache.plc4x.java.s7.readwrite.TransportSize;
import org.apache.plc4x.java.s7.readwrite.tag.S7PlcTagHandler;
import org.apache.plc4x.java.s7.readwrite.tag.S7StringFixedLengthTag;
import org.apache.plc4x.java.s7.readwrite.tag.S7Tag;

/** Whether a tag's address is one that the monitor can read, by the grammar and limits of its protocol and before any connection. */
public final class TagAddress {
  /** MODBUS Application Protocol V1.1b3, 6.1 to 6.4. */
  private static final int MAX_REGISTERS = 125;
  private static final int MAX_BITS = 2000;
  /** What an answer of 480 bytes, the PDU that the monitor asks for, holds besides its headers. */
  private static final int MAX_S7_BYTES = 462;
  private static final int LAST_S7_BYTE = 0xFFFF;

  private TagAddress() {}

  /** What is wrong with an address, and how one looks; empty when nothing is. */
  public static Optional<String> problem(Endpoint endpoint, String address) {
    return switch (endpoint) {
      case Endpoint.Modbus _ -> modbus(address);
      case Endpoint.S7 _ -> s7(address);
      case Endpoint.OpcUa _ -> OpcUaAddress.problem(address);
      case Endpoint.Eip _ -> name(address, EipAddress::of);
      case Endpoint.Ads _ -> name(address, AdsAddress::of);
    };
  }

  /** Whether an address that has no {@link #problem} is a bit: it cannot tell that it changed and changed back. */
  public static boolean isBit(Endpoint endpoint, String address) {
    return switch (endpoint) {
      case Endpoint.Modbus _ -> ModbusTag.of(address).getDataType() == ModbusDataType.BOOL;
      case Endpoint.S7 _ -> new S7PlcTagHandler().parseTag(address) instanceof S7Tag tag && tag.getDataType() == TransportSize.BOOL;
      case Endpoint.OpcUa _, Endpoint.Eip _, Endpoint.Ads _ -> false;  // only the device knows
    };
  }

  private static Optional<String> modbus(String address) {
    ModbusTag tag;
    try {
      tag = ModbusTag.of(address);
    } catch (RuntimeException e) {  // PLC4X's parsers throw what they like
      return String.valueOf(e.getMessage()).startsWith("quantity may not be larger")
          ? Optional.of("\"" + address + "\" asks for too much: at most " + MAX_REGISTERS + " registers or " + MAX_BITS + " bits fit into one answer: split it")
          : Optional.of(noModbus(address));
    }
    return switch (tag) {
      case ModbusTagCoil _, ModbusTagDiscreteInput _ -> bits(address, tag);
      case ModbusTagHoldingRegister _, ModbusTagInputRegister _ -> registers(address, tag);
      default -> Optional.of(noModbus(address));
    };
  }

  private static Optional<String> bits(String address, ModbusTag tag) {
    if (tag.getDataType() != ModbusDataType.BOOL) return Optional.of("\"" + address + "\" is a bit, so its type must be BOOL");
    return tag.getNumberOfElements() > MAX_BITS ? Optional.of(tooLong(address, tag.getNumberOfElements(), "bits", MAX_BITS)) : Optional.empty();
  }

  private static Optional<String> registers(String address, ModbusTag tag) {
    int count = (tag.getLengthBytes() + 1) / 2;
    if (count > MAX_REGISTERS) return Optional.of(tooLong(address, count, "registers", MAX_REGISTERS));
    String instead = ModbusTypes.insteadOf(tag.getDataType().name(), tag.getNumberOfElements() > 1);
    return instead.isEmpty() ? Optional.empty()
        : Optional.of("\"" + address + "\" is of a type that cannot be read from registers; read " + instead + " instead");
  }

  private static Optional<String> s7(String address) {
    S7Tag tag;
    try {
      if (!(new S7PlcTagHandler().parseTag(address) instanceof S7Tag parsed)) return Optional.of(noS7(address));
      tag = parsed;
    } catch (RuntimeException e) {
      return Optional.of(noS7(address));
    }
    if (tag.getDataType() == TransportSize.BOOL && tag.getNumberOfElements() > 1) {
      return Optional.of("\"" + address + "\" is an array of BOOL, which S7 cannot read; read BYTE instead");
    }
    boolean text = tag.getDataType() == TransportSize.STRING || tag.getDataType() == TransportSize.WSTRING;
    if (text && !(tag instanceof S7StringFixedLengthTag)) {
      return Optional.of("\"" + address + "\" needs the length of the text, as %DB1:30:STRING(10)");
    }
    long bytes = bytes(tag);
    if (bytes < 1) return Optional.of("\"" + address + "\" asks for nothing; ask for one element at least");
    if (bytes > MAX_S7_BYTES) return Optional.of(tooLong(address, bytes, "bytes", MAX_S7_BYTES));
    return tag.getByteOffset() + bytes - 1 > LAST_S7_BYTE
        ? Optional.of("\"" + address + "\" reaches beyond byte " + LAST_S7_BYTE + ", the last one that S7 can address") : Optional.empty();
  }

  private static long bytes(S7Tag tag) {
    long count = tag.getNumberOfElements();
    return tag instanceof S7StringFixedLengthTag text
        ? count * (text.getStringLength() + 2L) * (tag.getDataType() == TransportSize.WSTRING ? 2 : 1) : count * tag.getDataType().getSizeInBytes();
  }

  /** @param parser throws what is wrong */
  private static Optional<String> name(String address, Consumer<String> parser) {
    try {
      parser.accept(address);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static String tooLong(String address, long count, String unit, int most) {
    return "\"" + address + "\" asks for " + count + " " + unit + "; at most " + most + " fit into one answer: split it";
  }

  private static String noModbus(String address) {
    return "\"" + address + "\" is not a Modbus address; expected for example holding-register:1:INT, input-register:5:REAL or coil:3";
  }

  private static String noS7(String address) {
    return "\"" + address + "\" is not an S7 address; expected for example %DB1:10:INT, %DB1:4.0:BOOL or %M10.3:BOOL";
  }
}
