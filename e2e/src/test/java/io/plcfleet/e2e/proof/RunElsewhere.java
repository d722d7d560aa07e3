package io.plcfleet.e2e.proof;

import static java.util.Map.entry;

import java.util.Map;

/** Commands of the documents that {@link DocumentedCommandsIT} does not run: by their exact text, what does, or why nothing can. */
final class RunElsewhere {
  private static final String DEMO = "takes a cluster and minutes; `SkeletonE2E` goes the same way";
  private static final String CLUSTER = "by TestCluster, for `SkeletonE2E` and all tests on a cluster";
  private static final String PLCS = "`PlcsCommandIT` runs all of its words";
  private static final String CI = "what the tests themselves run on: .ci/run begins with it";
  private static final String RELEASE = "builds everything once more; a whole mvn verify ends with release/reproduce, which does the same into a folder of its own";
  private static final String NO_ENGINE = "takes a container engine and a registry";
  private static final String NO_KUBELET = "takes a node";
  private static final String NOT_HERE = "a program that the build does not have; the page says that it was not run";
  private static final String FIGURES = "takes minutes and a quiet machine; prints figures, and no test depends on them";
  private static final String MENTIONED = "a way of calling it, not a whole command";

  static final Map<String, String> REASONS = Map.ofEntries(
      entry("./demo", DEMO),
      entry("./demo up", DEMO),
      entry(".ci/run", "the whole, these tests among it"),
      entry("testbed/build", CI),
      entry("testbed/build faultproxy simulators", CI),
      entry("apt-get install -y nftables libseccomp-dev pkg-config openssl", CI),
      entry("eval \"$(testbed/any up)\"", CLUSTER),
      entry("testbed/any load operator/target/image.tar monitor-image/target/image.tar", CLUSTER),
      entry("testbed/any down", CLUSTER),
      entry("testbed/prometheus up", CLUSTER),
      entry("testbed/prometheus url", CLUSTER),
      entry("testbed/prometheus refresh", CLUSTER),
      entry("testbed/prometheus types", CLUSTER),
      entry("testbed/prometheus alertmanager FILE", "`AlertsE2E`"),
      entry("testbed/plcs up [--listen 10.244.0.1] [--plant FILE]", PLCS),
      entry("testbed/plcs up --listen \"$PLCFLEET_HOST_ADDRESS\"", PLCS),
      entry("testbed/plcs list", PLCS),
      entry("testbed/plcs fault press-01 slow 400ms", PLCS),
      entry("testbed/plcs fault press-02 slow 150ms", PLCS),
      entry("testbed/plcs fault press-02 none", PLCS),
      entry("testbed/plcs cpu robot-01 stop", PLCS),
      entry("testbed/plcs down", PLCS),
      entry("e2e/bench", FIGURES),
      entry("e2e/bench 60 60 rivals:1000", FIGURES),
      entry("e2e/bench 45 45 modbus:1000 modbus:5000 s7:100", FIGURES),
      entry("e2e/bench 30 30 idle:1000 idle:5000 dead:900 plc4x:100", FIGURES),
      entry("e2e/dashboard-types", "takes the registry of npm; `DashboardsIT` asks what the panels ask"),
      entry("release/build /tmp/plc-fleet", RELEASE),
      entry("SIGNING_KEY=plcfleet.key release/build /tmp/plc-fleet", RELEASE),
      entry("release/verify /tmp/plc-fleet plcfleet.pub", "takes what release/build makes; `SignatureIT` runs it on a small folder"),
      entry("release/verify", MENTIONED),
      entry("cosign sign-blob --key", MENTIONED),
      entry("cosign verify-blob --key plcfleet.pub --signature SHA256SUMS.sig --insecure-ignore-tlog=true SHA256SUMS", NOT_HERE),
      entry("sha256sum --check SHA256SUMS", "release/verify does it, more strictly"),
      entry("osv-scanner scan source -L FILE", NOT_HERE),
      entry("docker load --input operator/target/image.tar", NO_ENGINE),
      entry("docker load --input monitor-image/target/image.tar", NO_ENGINE),
      entry("docker tag plcfleet/operator:0.1.0 REGISTRY/plcfleet/operator:0.1.0", NO_ENGINE),
      entry("docker tag plcfleet/monitor:0.1.0 REGISTRY/plcfleet/monitor:0.1.0", NO_ENGINE),
      entry("docker push REGISTRY/plcfleet/operator:0.1.0", NO_ENGINE),
      entry("docker push REGISTRY/plcfleet/monitor:0.1.0", NO_ENGINE),
      entry("kubectl apply --server-side -f manifests/crds.yaml -f manifests/all-namespaces.yaml", "`ManifestsIT`; here Helm owns the same fields already"),
      entry("helm test plc-fleet-operator -n plcfleet-system", "`InstallationE2E`; the test is a pod, and here is no kubelet"),
      entry("helm install line-a ./line-a --namespace plant --wait --timeout 5m", "`InstallationE2E`"),
      entry("e2e/scale", FIGURES),
      entry("kubectl -n plant port-forward pod/line-a-0-0 9401 &", NO_KUBELET),
      entry("curl -sH \"Authorization: Bearer $TOKEN\" localhost:9401/recording > line-a-0.gz", NO_KUBELET + "; `ReplayIT` asks a monitor for the same page"),
      entry("kubectl -n plcfleet-system logs deployment/plc-fleet-operator > operator.log", NO_KUBELET),
      entry("kubectl -n NAMESPACE logs -l app.kubernetes.io/component=monitor --tail=500 > monitors.log", NO_KUBELET),
      entry("java -jar cli/target/plcfleet.jar replay --from-prometheus http://localhost:9090 --plc press-02 --matchers 'namespace=\"plant\",fleet=\"line-a\"' "
          + "--start 2026-11-22T19:00:00Z --end 2026-11-22T20:00:00Z --step 15s --profile standard", "`ReplayIT`, of a Prometheus that has data"),
      entry("helm install --wait", MENTIONED),
      entry("kubectl apply --server-side", MENTIONED),
      entry("kubectl apply --validate=strict", MENTIONED),
      entry("kubectl edit statefulset", MENTIONED + ", and it waits for a person"));

  private RunElsewhere() {}
}
