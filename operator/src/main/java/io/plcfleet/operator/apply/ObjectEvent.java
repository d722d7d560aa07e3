package io.plcfleet.operator.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Something that happened to an object, as an Event tells it. Of an Event that there is, only {@code last} and {@code count} may change.
 *
 * @param about the object
 * @param action what the operator did, one word
 * @param reason one word
 * @param warns whether somebody should look
 * @param note for people, cut to what Kubernetes permits
 * @param first when it happened for the first time
 * @param last when it happened again
 * @param count how often it happened
 */
public record ObjectEvent(ObjectReference about, String action, String reason, boolean warns, String note, Instant first, Instant last, int count) {
  private static final int NOTE_BYTES = 1000;  // of the 1024 that Kubernetes permits
  private static final int NAME_AT_MOST = 200;

  public ObjectEvent {
    byte[] bytes = note.getBytes(StandardCharsets.UTF_8);
    note = bytes.length <= NOTE_BYTES ? note : new String(bytes, 0, NOTE_BYTES, StandardCharsets.UTF_8);
  }

  /** What happened once. */
  public static ObjectEvent once(HasMetadata about, String action, String reason, boolean warns, String note, Instant at) {
    ObjectMeta meta = about.getMetadata();
    ObjectReference reference = new ObjectReferenceBuilder().withApiVersion(about.getApiVersion()).withKind(about.getKind())
        .withNamespace(meta.getNamespace()).withName(meta.getName()).withUid(meta.getUid()).build();
    return new ObjectEvent(reference, action, reason, warns, note, at, at, 1);
  }

  public ObjectEvent again(Instant now) {
    return new ObjectEvent(about, action, reason, warns, note, first, now, count + 1);
  }

  /** Of the Event: one for each first time. */
  public String name() {
    String object = about.getName();
    String begin = object.length() <= NAME_AT_MOST ? object : object.substring(0, NAME_AT_MOST).replaceAll("[^a-z0-9]+$", "");
    return begin + "." + Long.toHexString(first.toEpochMilli());
  }
}
