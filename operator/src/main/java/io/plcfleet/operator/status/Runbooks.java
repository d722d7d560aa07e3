package io.plcfleet.operator.status;

import io.plcfleet.scoring.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Where the pages are that say what to do.
 *
 * @param docs address of the served documents; null where nobody serves them: then their place in this project is named
 */
public record Runbooks(@Nullable String docs) {
  public static final Runbooks NOT_SERVED = new Runbooks(null);
  private static final String IN_THIS_PROJECT = "docs";

  public static Runbooks below(String docs) {
    return new Runbooks(docs.replaceAll("/+$", ""));
  }

  /** Address of the page, or its place in this project. */
  public String page(Reason reason) {
    return (docs == null ? IN_THIS_PROJECT : docs) + "/" + reason.runbook();
  }

  /** Address of the page of an alert; null where nobody serves it. */
  public @Nullable String address(String alert) {
    return docs == null ? null : docs + "/runbooks/" + alert + ".md";
  }
}
