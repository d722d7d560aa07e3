package io.plcfleet.operator.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All objects of a kind in the watched namespaces, our own writes included from the moment they are made: whoever decides
 * who reads what must never see less than what was written last.
 */
public final class Cached<T extends HasMetadata> implements ResourceEventHandler<T>, AutoCloseable {
  /** Of an informer, which hands out what it keeps. */
  private final class Slim extends BasicItemStore<T> {
    private Slim() {
      super(Cache::metaNamespaceKeyFunc);
    }

    @Override
    public T put(String key, T object) {
      slim(object);
      return super.put(key, object);
    }
  }

  /** What happened to an object; {@code before} is absent when it is new. */
  public record Change<T>(@Nullable T before, T after, boolean deleted) {}

  private static final int GRAVES = 20_000;

  private record Key(String namespace, String name) {}

  private final Map<Key, T> objects = new ConcurrentHashMap<>();
  /** Uids of the latest deletions: a late answer to a write must not bring an object back. */
  private final Set<String> gone = Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>() {
    private static final long serialVersionUID = 1;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
      return size() > GRAVES;
    }
  }));
  private final List<SharedIndexInformer<T>> informers = new ArrayList<>();
  private final AtomicInteger stopped = new AtomicInteger();
  private final Consumer<Change<T>> changed;
  private final boolean managers;

  /**
   * Caches a kind; call {@link #started} to fill it.
   *
   * @param managers whether managed fields are kept: of a Plc they take ten times the memory of all the rest
   */
  public Cached(Collection<? extends FilterWatchListDeletable<T, ? extends KubernetesResourceList<T>, ? extends Resource<T>>> places, boolean managers, Consumer<Change<T>> changed) {
    this.managers = managers;
    this.changed = changed;
    for (var place : places) {
      SharedIndexInformer<T> informer = place.runnableInformer(0).itemStore(new Slim()).addEventHandler(this);
      informer.stopped().whenComplete((_, _) -> stopped.incrementAndGet());
      informers.add(informer);
    }
  }

  /**
   * Returns when all objects are known.
   *
   * @throws TimeoutException when the API server does not list them in time
   */
  public Cached<T> started(long timeoutSeconds) throws TimeoutException, InterruptedException {
    for (SharedIndexInformer<T> informer : informers) {
      try {
        informer.start().toCompletableFuture().get(timeoutSeconds, TimeUnit.SECONDS);
        seed(informer);
      } catch (java.util.concurrent.ExecutionException e) {
        throw new IllegalStateException("cannot list " + informer.getApiTypeClass().getSimpleName() + ": " + e.getCause(), e);
      }
    }
    return this;
  }

  /** The informer has listed all, but its handlers are called later: what they have not been told yet must not look deleted. */
  private void seed(SharedIndexInformer<T> informer) {
    for (T object : informer.getIndexer().list()) {
      if (!gone.contains(object.getMetadata().getUid())) objects.merge(key(object), object, Cached::newer);
    }
  }

  /** Whether the watches go on. */
  public boolean healthy() {
    return stopped.get() == 0;
  }

  public List<T> all() {
    return List.copyOf(objects.values());
  }

  public List<T> inNamespace(String namespace) {
    return objects.values().stream().filter(o -> o.getMetadata().getNamespace().equals(namespace)).toList();
  }

  public Optional<T> get(String namespace, String name) {
    return Optional.ofNullable(objects.get(new Key(namespace, name)));
  }

  /** Takes note of what the API server answered to a write of ours. */
  public void wrote(T object) {
    slim(object);
    if (!gone.contains(object.getMetadata().getUid())) objects.merge(key(object), object, Cached::newer);
  }

  /** Takes note of a deletion of ours. */
  public void deleted(T object) {
    gone.add(object.getMetadata().getUid());
    objects.computeIfPresent(key(object), (_, held) -> sameObject(held, object) ? null : held);
  }

  @Override
  public void onAdd(T object) {
    keep(null, object);
  }

  @Override
  public void onUpdate(T before, T object) {
    keep(before, object);
  }

  @Override
  public void onDelete(T object, boolean finalStateUnknown) {
    gone.add(object.getMetadata().getUid());
    objects.computeIfPresent(key(object), (_, held) -> sameObject(held, object) ? null : held);
    changed.accept(new Change<>(object, object, true));
  }

  private void keep(@Nullable T before, T object) {
    if (gone.contains(object.getMetadata().getUid())) return;
    objects.merge(key(object), object, Cached::newer);
    changed.accept(new Change<>(before, object, false));
  }

  /** Versions of one object are ordered; another object of the same name is the newer one, since names are unique at a time. */
  private static <T extends HasMetadata> T newer(T held, T other) {
    if (!sameObject(held, other)) return other;
    return version(other) >= version(held) ? other : held;
  }

  private static boolean sameObject(HasMetadata one, HasMetadata other) {
    return one.getMetadata().getUid().equals(other.getMetadata().getUid());
  }

  private static long version(HasMetadata object) {
    return Long.parseLong(object.getMetadata().getResourceVersion());
  }

  private void slim(HasMetadata object) {
    if (!managers) object.getMetadata().setManagedFields(null);
  }

  private static Key key(HasMetadata object) {
    return new Key(object.getMetadata().getNamespace(), object.getMetadata().getName());
  }

  @Override
  public void close() {
    informers.forEach(SharedIndexInformer::close);
  }
}
