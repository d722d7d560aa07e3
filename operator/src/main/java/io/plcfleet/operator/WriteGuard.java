package io.plcfleet.operator;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;

/**
 * Lets no write out after the tenure: a process that was held still (a paused machine, a long collection) goes on where it stopped, before
 * whoever watches it can end it.
 */
final class WriteGuard implements Interceptor {
  private final Tenure tenure;

  WriteGuard(Tenure tenure) {
    this.tenure = tenure;
  }

  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    if (!request.method().equals("GET") && tenure.over()) {
      throw new KubernetesClientException(request.method() + " " + request.uri().getPath() + " is not sent: the Lease may be another operator's by now");
    }
  }
}
