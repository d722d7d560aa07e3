package io.plcfleet.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.plcfleet.testing.ApiServer;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two operators and one Lease, on a real API server. */
class LeadershipIT {
  private static final Leadership.Terms SHORT = new Leadership.Terms(Duration.ofSeconds(6), Duration.ofSeconds(4), Duration.ofSeconds(1), Duration.ofSeconds(1));
  private static final Interceptor NONE = new Interceptor() {};
  private static ApiServer server;
  private static KubernetesClient client;
  private final List<String> lost = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void start() {
    server = new ApiServer();
    client = server.client();
    client.resource(new NamespaceBuilder().withNewMetadata().withName("plant").endMetadata().build()).create();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** Long before the Lease has run out. */
  @Test
  void whoEndsLetsTheOtherTakeOver() throws Exception {
    Leadership.Terms terms = new Leadership.Terms(Duration.ofMinutes(10), Duration.ofMinutes(9), Duration.ofSeconds(2), Duration.ofSeconds(3));
    try (Leadership one = candidate("handed-over", "one", terms)) {
      one.await();
      try (Leadership other = candidate("handed-over", "other", terms)) {
        assertThat(holder("handed-over")).isEqualTo("one");
        eventually(() -> assertThat(other.standsBy()).as("it is well without leading").isTrue());
        assertThat(other.leads()).isFalse();
        assertThat(one.standsBy()).isFalse();
        one.close();
        eventually(() -> assertThat(other.leads()).isTrue());
        assertThat(other.standsBy()).isFalse();
        assertThat(holder("handed-over")).isEqualTo("other");
        assertThat(lost).as("who ends by itself has lost nothing").isEmpty();
      }
    }
  }

  /** As after a network that was cut off for longer than the Lease holds. */
  @Test
  void whoseLeaseIsTakenIsTold() throws Exception {
    try (Leadership one = candidate("taken", "one")) {
      one.await();
      // Over whatever version there is: it is renewed meanwhile.
      client.leases().inNamespace("plant").withName("taken").patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\": {\"holderIdentity\": \"somebody-else\"}}");
      eventually(() -> assertThat(lost).containsExactly("the Lease is lost: another operator decides from now on"));
    }
  }

  /** Its calls hang, and nothing tells it so. */
  @Test
  void whoIsCutOffEndsBeforeTheOtherBegins() throws Exception {
    List<String> order = new CopyOnWriteArrayList<>();
    Tenure tenure = Leadership.tenure(SHORT);
    try (StallingProxy proxy = new StallingProxy(URI.create(config().getMasterUrl()).getPort());
        KubernetesClient writes = new KubernetesClientBuilder().withConfig(config()).withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("guard", new WriteGuard(tenure))).build();
        Leadership one = new Leadership(Leadership.client(through(proxy), SHORT, NONE), lease("cut-off", "one"), SHORT, tenure, _ -> order.add("one ends"))) {
      one.await();
      writes.resource(note("before")).create();
      try (Leadership other = new Leadership(Leadership.client(config(), SHORT, NONE), lease("cut-off", "other"), SHORT, Leadership.tenure(SHORT), lost::add)) {
        Thread.ofVirtual().start(() -> {
          try {
            other.await();
            order.add("other begins");
          } catch (InterruptedException _) {
            // the test is over
          }
        });
        proxy.stall();
        eventually(() -> assertThat(order).containsExactly("one ends", "other begins"));
      }
      assertThatThrownBy(() -> writes.resource(note("after")).create()).hasMessage(
          "POST /api/v1/namespaces/plant/configmaps is not sent: the Lease may be another operator's by now");
      assertThat(writes.configMaps().inNamespace("plant").withName("before").get()).as("who only reads harms nobody").isNotNull();
    }
  }

  /** The clock of its node is an hour late. */
  @Test
  void aHolderIsDeadWhenItRenewsNoMoreWhateverTimeItWrites() throws Exception {
    ZonedDateTime late = ZonedDateTime.now(ZoneOffset.UTC).minusHours(1);
    client.resource(new LeaseBuilder().withNewMetadata().withName("late-clock").withNamespace("plant").endMetadata()
        .withNewSpec().withHolderIdentity("late").withLeaseDurationSeconds(6).withAcquireTime(late).withRenewTime(late).endSpec().build()).create();
    AtomicInteger asked = new AtomicInteger();
    Interceptor count = new Interceptor() {
      @Override
      public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        asked.incrementAndGet();
      }
    };
    try (Leadership one = new Leadership(Leadership.client(config(), SHORT, count), lease("late-clock", "one"), SHORT, Leadership.tenure(SHORT), lost::add)) {
      for (int renewals = 1; asked.get() < 5; renewals++) {
        ZonedDateTime next = late.plusSeconds(renewals);
        client.leases().inNamespace("plant").withName("late-clock").edit(l -> new LeaseBuilder(l).editSpec().withRenewTime(next).endSpec().build());
        Thread.sleep(200);
      }
      assertThat(one.leads()).isFalse();
      one.await();
      assertThat(holder("late-clock")).isEqualTo("one");
    }
  }

  /** Whatever a client does to the thread that asks. */
  @Test
  void anElectionThatBreaksIsNoticed() throws Exception {
    CountDownLatch broken = new CountDownLatch(1);
    Interceptor breaks = new Interceptor() {
      @Override
      public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        if (broken.getCount() == 0) throw new LinkageError("a class is missing");
      }
    };
    try (Leadership one = candidate("broken", "one")) {
      one.await();
      try (Leadership other = new Leadership(Leadership.client(config(), SHORT, breaks), lease("broken", "other"), SHORT, Leadership.tenure(SHORT), lost::add)) {
        broken.countDown();
        eventually(() -> assertThat(lost).containsExactly("nobody has asked for the Lease for 12 s: the election is broken"));
        assertThat(other.leads()).isFalse();
      }
    }
  }

  private Leadership candidate(String lease, String name) {
    return candidate(lease, name, Leadership.Terms.USUAL);
  }

  private Leadership candidate(String lease, String name, Leadership.Terms terms) {
    return new Leadership(Leadership.client(config(), terms, NONE), lease(lease, name), terms, Leadership.tenure(terms), lost::add);
  }

  private static OperatorConfig.Lease lease(String lease, String candidate) {
    return new OperatorConfig.Lease("plant", lease, candidate);
  }

  private static ConfigMap note(String name) {
    return new ConfigMapBuilder().withNewMetadata().withName(name).withNamespace("plant").endMetadata().build();
  }

  private static Config config() {
    return Config.fromKubeconfig(server.kubeconfig());
  }

  private static Config through(StallingProxy proxy) {
    Config config = config();
    config.setMasterUrl("https://127.0.0.1:" + proxy.port() + "/");
    return config;
  }

  private static String holder(String lease) {
    return client.leases().inNamespace("plant").withName(lease).get().getSpec().getHolderIdentity();
  }

  private static void eventually(ThrowingRunnable assertion) {
    Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(100)).untilAsserted(assertion);
  }
}
