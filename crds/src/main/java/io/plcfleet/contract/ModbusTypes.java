package io.plcfleet.contract;

/** Which data types of Modbus registers can be read: the operator refuses the others at admission, the monitor before it asks. */
public final class ModbusTypes {
  private ModbusTypes() {}

  /**
   * What to read for a type that PLC4X decodes to nothing (texts, times), or whose arrays it does not take out of registers as they lie
   * there: one element of a byte or bit fills a whole register, of WORD, DWORD and LWORD it reads the first one only. Else empty.
   *
   * @param type as PLC4X names it, for example REAL
   * @param many elements of it
   */
  public static String insteadOf(String type, boolean many) {
    return switch (type) {
      case "STRING", "WSTRING" -> "CHAR[n], two to a register, or WCHAR[n]";
      case "TIME", "DATE", "TIME_OF_DAY", "DATE_AND_TIME" -> "UINT, UDINT or an array of them";
      case "LTIME", "LDATE", "LTIME_OF_DAY", "LDATE_AND_TIME" -> "ULINT or UINT[4]";
      case "BOOL", "BYTE", "SINT", "USINT", "WORD" -> many ? "UINT[n]" : "";
      case "DWORD" -> many ? "UDINT[n]" : "";
      case "LWORD" -> many ? "ULINT[n]" : "";
      default -> "";
    };
  }
}
