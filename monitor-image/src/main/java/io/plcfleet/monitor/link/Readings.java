package io.plcfleet.monitor.link;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one read brought, in the order of the tags. Numbers stay the bytes that they came as until somebody looks at one: of most tags nobody
 * ever does, for it is the answering that is watched. Belongs to the thread of its link.
 */
public final class Readings extends AbstractList<Reading> {
  /** What some tags answered, undecoded. */
  public interface Data {
    void decode(Readings into);
  }

  private final @Nullable Reading[] readings;
  private List<Data> undecoded = List.of();

  public Readings(int tags) {
    readings = new @Nullable Reading[tags];
  }

  public static Readings of(List<Reading> all) {
    Readings readings = new Readings(all.size());
    for (int i = 0; i < all.size(); i++) readings.put(i, all.get(i));
    return readings;
  }

  /** What a tag answered, or was refused for. */
  public void put(int tag, Reading reading) {
    readings[tag] = reading;
  }

  public void refuse(int tag, TagStatus status) {
    put(tag, Reading.refused(status));
  }

  /** @param data that hold a value of each of their tags, whatever the bytes are */
  public void put(Data data) {
    if (undecoded.isEmpty()) {
      undecoded = List.of(data);
      return;
    }
    undecoded = new ArrayList<>(undecoded);
    undecoded.add(data);
  }

  /** Decodes nothing. */
  public TagStatus status(int tag) {
    Reading known = readings[tag];
    return known == null ? TagStatus.Ok : known.status();
  }

  @Override
  public Reading get(int tag) {
    if (readings[tag] == null) {
      for (Data data : undecoded) data.decode(this);
      undecoded = List.of();
    }
    Reading known = readings[tag];
    if (known == null) throw new IllegalStateException("no answer to tag " + tag + " of " + readings.length);
    return known;
  }

  @Override
  public int size() {
    return readings.length;
  }
}
