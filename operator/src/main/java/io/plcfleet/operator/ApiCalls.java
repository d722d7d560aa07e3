package io.plcfleet.operator;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.plcfleet.contract.OperatorMetric;
import io.plcfleet.operator.metrics.Meters;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/** Counts and times what is asked of the API server. Must be the last interceptor of the client: it knows requests by identity. */
final class ApiCalls implements Interceptor {
  private static final String WATCH = "WATCH";

  private final Meters meters;
  /** Weak: of a request that was given up nobody tells. */
  private final Map<HttpRequest, Long> begun = Collections.synchronizedMap(new WeakHashMap<>());

  ApiCalls(Meters meters) {
    this.meters = meters;
  }

  /** The one call that sees the request as it will be sent; nothing is done to its body. */
  @Override
  public AsyncBody.Consumer<List<ByteBuffer>> consumer(AsyncBody.Consumer<List<ByteBuffer>> consumer, HttpRequest request) {
    begun.put(request, System.nanoTime());
    return consumer;
  }

  @Override
  public void after(HttpRequest request, HttpResponse<?> response, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
    ended(request, String.valueOf(response.code()));
  }

  @Override
  public void afterConnectionFailure(HttpRequest request, Throwable failure) {
    ended(request, "none");
  }

  private void ended(HttpRequest request, String code) {
    String query = request.uri().getQuery();
    String method = query != null && query.contains("watch=true") ? WATCH : request.method();
    meters.count(OperatorMetric.PLCFLEET_OPERATOR_API_REQUESTS_TOTAL, method, code);
    Long since = begun.remove(request);
    if (since != null && !method.equals(WATCH)) {
      meters.time(OperatorMetric.PLCFLEET_OPERATOR_API_REQUEST_SECONDS, Duration.ofNanos(System.nanoTime() - since), method);
    }
  }
}
