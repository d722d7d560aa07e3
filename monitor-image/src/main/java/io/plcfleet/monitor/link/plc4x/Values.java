package io.plcfleet.monitor.link.plc4x;

import io.plcfleet.monitor.link.TagValue;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.apache.plc4x.java.api.value.PlcValue;

/** PLC4X's values as ours. */
public final class Values {
  private Values() {}

  public static TagValue of(PlcValue value) {
    if (value.isList()) {
      List<TagValue> many = new ArrayList<>(value.getList().size());
      for (PlcValue one : value.getList()) many.add(of(one));
      return new TagValue.Many(many);
    }
    return switch (value.getObject()) {
      case Boolean bit -> new TagValue.Bit(bit);
      case Float real -> new TagValue.Numeric(real.doubleValue());
      case Double real -> new TagValue.Numeric(real);
      case BigInteger large when large.bitLength() > 63 -> new TagValue.Numeric(large);
      case Number whole -> new TagValue.Numeric(whole.longValue());
      default -> new TagValue.Text(value.getString());
    };
  }
}
