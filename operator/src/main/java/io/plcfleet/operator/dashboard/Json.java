package io.plcfleet.operator.dashboard;

import java.util.LinkedHashMap;
import java.util.Map;

/** Objects of JSON, their fields in the order in which they are given. */
final class Json {
  private Json() {}

  static Map<String, Object> object(Object... namesAndValues) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) object.put((String) namesAndValues[i], namesAndValues[i + 1]);
    return object;
  }

  static Map<String, Object> with(Map<String, Object> object, String name, Object value) {
    Map<String, Object> copy = new LinkedHashMap<>(object);
    copy.put(name, value);
    return copy;
  }
}
