package io.plcfleet.simulator;

import com.digitalpetri.modbus.server.ModbusTcpServer;
import com.digitalpetri.modbus.tcp.server.NettyTcpServerTransport;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.nio.NioEventLoopGroup;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Modbus TCP servers by digitalpetri, one port for each device, on threads of their own. */
public final class ModbusPlcs implements AutoCloseable {
  private record Served(ModbusTcpServer server, ProgramClock clock, AtomicBoolean busy, int port) {}

  private final String listen;
  private final NioEventLoopGroup loop = new NioEventLoopGroup(1, Thread.ofPlatform().daemon().name("modbus-plcs-io").factory());
  private final ExecutorService requests = Executors.newFixedThreadPool(2, Thread.ofPlatform().daemon().name("modbus-plcs-", 0).factory());
  private final Map<String, Served> served = new LinkedHashMap<>();

  /** Servers on this address; none yet. */
  public ModbusPlcs(String listen) {
    this.listen = listen;
  }

  /** Serves a device on its declared port, or on a free one. */
  public synchronized InetSocketAddress serve(Device device) {
    return serve(device, device.port());
  }

  synchronized InetSocketAddress serve(Device device, int port) {
    var bound = new CompletableFuture<InetSocketAddress>();
    var transport = NettyTcpServerTransport.create(config -> config
        .setBindAddress(listen)
        .setPort(port)
        .setEventLoopGroup(loop)
        .setExecutor(requests)
        .setBootstrapCustomizer(bootstrap -> bootstrap.handler(new ChannelInboundHandlerAdapter() {
          @Override
          public void channelActive(ChannelHandlerContext context) {
            bound.complete((InetSocketAddress) context.channel().localAddress());
          }
        })));
    var clock = new ProgramClock(System::nanoTime);
    var busy = new AtomicBoolean();
    var server = ModbusTcpServer.create(transport, new ModbusDevice(device.livingUnits(), clock, busy::get));
    try {
      server.start();
      var address = new InetSocketAddress(listen, bound.get(5, TimeUnit.SECONDS).getPort());
      served.put(device.name(), new Served(server, clock, busy, address.getPort()));
      return address;
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(device.name() + " cannot listen on " + listen + ":" + port + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while starting " + device.name(), e);
    }
  }

  /** Stops or starts the program of a device: Modbus has no word for it, but the values stand still. */
  public synchronized void cpu(String device, CpuState state) {
    of(device).clock.set(state);
  }

  public synchronized CpuState cpu(String device) {
    return of(device).clock.state();
  }

  /** From now on a device says busy to every request, or no longer does. */
  public synchronized void busy(String device, boolean busy) {
    of(device).busy.set(busy);
  }

  /** Ends a server and its connections, as a power cut does. */
  public synchronized void powerOff(Device device) {
    var gone = served.get(device.name());
    if (gone == null) {
      throw new IllegalArgumentException("no Modbus device is called " + device.name());
    }
    try {
      gone.server().stop();
    } catch (ExecutionException e) {
      throw new IllegalStateException(device.name() + " does not stop", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while stopping " + device.name(), e);
    }
  }

  /** Starts it again, on the port that it had. */
  public synchronized void powerOn(Device device) {
    serve(device, Objects.requireNonNull(served.get(device.name()), device.name()).port());
  }

  @Override
  public synchronized void close() {
    try {
      for (var each : served.values()) {
        each.server().stop();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a Modbus server does not stop", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      served.clear();
      requests.shutdownNow();
      loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
  }

  private Served of(String device) {
    var found = served.get(device);
    if (found == null) {
      throw new IllegalArgumentException("no Modbus device is called " + device);
    }
    return found;
  }
}
