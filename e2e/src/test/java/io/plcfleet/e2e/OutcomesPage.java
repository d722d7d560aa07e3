package io.plcfleet.e2e;

import io.plcfleet.monitor.link.TagStatus;
import io.plcfleet.scoring.ErrorClass;
import java.util.Arrays;

/** The page {@code docs/outcomes.md}, written from the classes of failures. */
final class OutcomesPage {
  private OutcomesPage() {}

  static String text() {
    StringBuilder page = new StringBuilder("""
        # What can come of a read or a connect

        Written from `io.plcfleet.scoring.ErrorClass` and `io.plcfleet.monitor.link.TagStatus`; a change there makes `DocumentsTest` fail with the command that writes this page anew.

        Every attempt ends in an answer or in exactly one of these classes. It is the label `class` of `plc_errors_total`; the evidence in words, with times, is in `status.explanation` and in the condition Reachable of the Plc. What several of them together are likely to mean is a [diagnosis](diagnoses.md).

        | class | what it means | what was seen | what to do |
        |---|---|---|---|
        """);
    for (ErrorClass error : ErrorClass.values()) {
      page.append("| `").append(error.name()).append("` | ").append(error.meaning()).append(" | ").append(error.evidence()).append(" | ")
          .append(error.action()).append(" |\n");
    }
    page.append("""

        A pause of the monitor's own process is none of these: what is late because of it is held against nobody.

        ## Answers that refuse a tag

        The PLC answers, but not for this tag. A wrong tag is not a bad link: it costs no points, and sets Ready to False with reason `TagRefused`. It is the label `class` of `plc_tag_errors_total`. When all tags of a read are `TargetUnreachable`, that is the failure above.

        | class | what it means |
        |---|---|
        """);
    Arrays.stream(TagStatus.values()).filter(status -> status != TagStatus.Ok)
        .forEach(status -> page.append("| `").append(status.name()).append("` | ").append(status.meaning()).append(" |\n"));
    return page.toString();
  }
}
