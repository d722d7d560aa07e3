package io.plcfleet.simulator;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;

/** What may listen where a PLC was expected: an HTTP server, that of node, which says "400 Bad Request" to whatever is no request. */
public final class HttpServerOfNode implements AutoCloseable {
  private static final String SCRIPT = """
      const server = require('http').createServer((request, response) => response.end('a web page'));
      server.listen(0, '127.0.0.1', () => console.log(server.address().port));
      process.stdin.on('end', () => process.exit(0)).resume();
      """;

  private final ChildProcess node;
  private final int port;

  private HttpServerOfNode(ChildProcess node) {
    this.node = node;
    this.port = Integer.parseInt(node.answer());
  }

  public static HttpServerOfNode start() {
    return new HttpServerOfNode(ChildProcess.start("http-server", List.of("node", "-e", SCRIPT), Map.of()));
  }

  public InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  @Override
  public void close() {
    node.close();
  }
}
