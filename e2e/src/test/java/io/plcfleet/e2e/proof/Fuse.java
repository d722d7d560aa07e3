package io.plcfleet.e2e.proof;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts what an operator writes of a rollout, and ends its way to the API server after a given write: to everybody else it looks as if its
 * process had been killed there. What it says of single Plcs is not counted.
 */
final class Fuse implements Interceptor {
  private static final Pattern OF_ROLLOUT = Pattern.compile(
      "/namespaces/[^/]+/(configrollouts|controllerrevisions|configmaps|statefulsets|monitorfleets|pods)(/[^?]*)?");

  private final int last;
  private final List<String> writes = new ArrayList<>();
  private boolean armed;
  private boolean blown;

  /** @param last number of the write after which none follows */
  Fuse(int last) {
    this.last = last;
  }

  synchronized void arm() {
    armed = true;
  }

  synchronized boolean isBlown() {
    return blown;
  }

  synchronized List<String> writes() {
    return List.copyOf(writes);
  }

  @Override
  public synchronized void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    if (blown) throw new IllegalStateException("killed after " + writes.getLast());
  }

  @Override
  public synchronized void after(HttpRequest request, HttpResponse<?> response, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
    Matcher of = OF_ROLLOUT.matcher(request.uri().getPath());
    if (!armed || blown || request.method().equals("GET") || !response.isSuccessful() || !of.find()) return;
    writes.add(request.method() + " " + of.group(1) + (of.group(2) == null ? "" : of.group(2)));
    blown = writes.size() == last;
  }
}
