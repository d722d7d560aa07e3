package io.plcfleet.e2e.proof;

import io.plcfleet.contract.DiagnosisClass;
import io.plcfleet.scoring.ErrorClass;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** What shows first, in the monitor's metrics, that something is wrong. */
sealed interface Sign {
  /** Whether it is there, and was not before. */
  boolean seen(String plc, MetricsText before, MetricsText now);

  /** Whether nothing of it is left; of what is counted nothing can be. */
  default boolean over(String plc, MetricsText now) {
    return true;
  }

  /** What may stand in the table, once it was seen. */
  Set<String> words();

  /** A failed read or connect, first of one of these classes. */
  record Failed(Set<ErrorClass> classes) implements Sign {
    @Override
    public boolean seen(String plc, MetricsText before, MetricsText now) {
      return !newClasses(plc, before, now).isEmpty();
    }

    @Override
    public Set<String> words() {
      return names(classes);
    }
  }

  /** The device answers and refuses a tag. */
  record TagRefused(ErrorClass error) implements Sign {
    @Override
    public boolean seen(String plc, MetricsText before, MetricsText now) {
      return now.count("plc_tag_errors_total", plc, "class", error.name()) > before.count("plc_tag_errors_total", plc, "class", error.name());
    }

    @Override
    public Set<String> words() {
      return Set.of(error.name() + " of the tag");
    }
  }

  /** Every read is answered; a gauge passes a bound. */
  record Passed(String gauge, double bound, String what) implements Sign {
    @Override
    public boolean seen(String plc, MetricsText before, MetricsText now) {
      return now.of(gauge, plc) >= bound && !(before.of(gauge, plc) >= bound);
    }

    @Override
    public Set<String> words() {
      return Set.of("answers; " + what);
    }
  }

  /** Every read is answered; it is told what the PLC suffers from. */
  record Diagnosed(DiagnosisClass diagnosis) implements Sign {
    @Override
    public boolean seen(String plc, MetricsText before, MetricsText now) {
      return now.count("plc_diagnosis", plc, "class", diagnosis.name()) > 0;
    }

    @Override
    public boolean over(String plc, MetricsText now) {
      return !seen(plc, now, now);
    }

    @Override
    public Set<String> words() {
      return Set.of("the diagnosis");
    }
  }

  static Sign failed(ErrorClass first, ErrorClass... orElse) {
    return new Failed(EnumSet.of(first, orElse));
  }

  /** The classes of which a PLC has more errors than before. */
  static Set<ErrorClass> newClasses(String plc, MetricsText before, MetricsText now) {
    Set<ErrorClass> more = EnumSet.noneOf(ErrorClass.class);
    for (ErrorClass error : ErrorClass.values()) {
      if (now.count("plc_errors_total", plc, "class", error.name()) > before.count("plc_errors_total", plc, "class", error.name())) more.add(error);
    }
    return more;
  }

  static Set<String> names(Set<? extends Enum<?>> classes) {
    return classes.stream().map(Enum::name).collect(Collectors.toUnmodifiableSet());
  }
}
