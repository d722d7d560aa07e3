package io.plcfleet.e2e;

import io.plcfleet.contract.Confidence;
import io.plcfleet.contract.DiagnosisClass;

/** The page {@code docs/diagnoses.md}, written from the classes of diagnoses. */
final class DiagnosesPage {
  private DiagnosesPage() {}

  static String text() {
    StringBuilder page = new StringBuilder("""
        # Diagnoses

        Written from `io.plcfleet.contract.DiagnosisClass`; a change there makes `DocumentsTest` fail with the command that writes this page anew.

        A monitor says of each PLC at most one thing that is likely to be wrong: in `status.diagnosis` of the Plc with class, first time, evidence and confidence, and as `plc_diagnosis{plc,class}`, whose value is the confidence: 1 Low, 2 Medium, 3 High. The first class in this order that fits is said, since the former explain the latter.

        | class | what it means | what must have been seen | what to do |
        |---|---|---|---|
        """);
    for (DiagnosisClass each : DiagnosisClass.values()) {
      page.append("| [").append(each.name()).append("](runbooks/").append(each.name()).append(".md) | ").append(each.meaning()).append(" | ")
          .append(each.evidence()).append(" | ").append(each.action()).append(" |\n");
    }
    page.append("\n## Confidence\n\nIt never claims more than it saw. Whatever else looks the same lowers the confidence.\n\n| word | what |\n|---|---|\n");
    for (Confidence each : Confidence.values()) page.append("| `").append(each.name()).append("` | ").append(each.meaning()).append(" |\n");
    return page.append("""

        ## Times

        `since` is when the first sign was seen; `/status` of the monitor also says how long after the last good answer that was. A failed read and two attempts a second apart make three failures: a PLC that does not answer has its diagnosis with the third, some 2 s and three timeouts after the first. STOP must be said twice, 1 s apart; a life sign must be the same in five samples and for longer than `maxFrozen`. Losses and response times are looked at over a minute, or over twenty reads where they take longer.

        One PLC is looked at by itself: that its neighbours suffer too, a dashboard shows with `count by (class) (plc_diagnosis)`, joined with `cell` and `site` of `plc_info`.

        What is said of which story: `monitor-image/src/test/resources/diagnosis` has some three dozen that can be read and added to without programming; `DiagnosticianTest` plays them.
        """).toString();
  }
}
