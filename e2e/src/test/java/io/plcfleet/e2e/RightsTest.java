package io.plcfleet.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RightsTest {
  private static final Rights NAMED = Rights.of(List.of(new RoleBuilder().withNewMetadata().withNamespace("system").withName("own").endMetadata()
      .addNewRule().withApiGroups("").withResources("secrets").withVerbs("get", "create").withResourceNames("metrics").endRule().build()));
  private static final Rights EVERYWHERE = Rights.of(List.of(new ClusterRoleBuilder().withNewMetadata().withName("all").endMetadata()
      .addNewRule().withApiGroups("apps").withResources("statefulsets").withVerbs("patch", "create").endRule().build()));

  @Test
  void aRuleOfANameCoversTheObjectOfThatNameInItsNamespace() {
    assertThat(NAMED.lacking(List.of(request("get", "/secrets", "system/metrics", 200)))).isEmpty();
    assertThat(NAMED.lacking(List.of(request("get", "/secrets", "system/other", 200)))).containsExactly("get /secrets system/other");
    assertThat(NAMED.lacking(List.of(request("get", "/secrets", "plant/metrics", 200)))).containsExactly("get /secrets plant/metrics");
    assertThat(NAMED.lacking(List.of(request("create", "/secrets", "system/metrics", 201)))).as("a name is not asked for where there is none yet")
        .containsExactly("create /secrets system/metrics");
  }

  @Test
  void aRuleThatNoRequestNeedsIsUnused() {
    assertThat(NAMED.unused(List.of(request("get", "/secrets", "plant/metrics", 200)))).as("another namespace").hasToString(
        "[get /secrets named metrics, by Role system/own, create /secrets named metrics, by Role system/own]");
    assertThat(NAMED.unused(List.of(request("get", "/secrets", "system/metrics", 200)))).hasToString("[create /secrets named metrics, by Role system/own]");
  }

  @Test
  void whatIsMadeByApplyingTakesTwoRights() {
    assertThat(EVERYWHERE.unused(List.of(request("patch", "apps/statefulsets", "plant/line-a-0", 200)))).extracting(Rights.Grant::right).containsExactly("create apps/statefulsets");
    assertThat(EVERYWHERE.unused(List.of(request("patch", "apps/statefulsets", "plant/line-a-0", 201)))).isEmpty();
    assertThat(EVERYWHERE.lacking(List.of(request("patch", "apps/statefulsets/status", "plant/line-a-0", 200)))).containsExactly("patch apps/statefulsets/status plant/line-a-0");
  }

  private static AuditLog.Request request(String verb, String resource, String object, int code) {
    return new AuditLog.Request(Instant.EPOCH, verb, resource, object, code, "");
  }
}
