package io.plcfleet.monitor.link.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import io.netty.buffer.ByteBuf;
import io.plcfleet.contract.OpcUaAddress;
import io.plcfleet.monitor.link.BadTag;
import io.plcfleet.monitor.link.Blocks;
import io.plcfleet.monitor.link.Blocks.Block;
import io.plcfleet.monitor.link.Loop;
import io.plcfleet.monitor.link.Malformed;
import io.plcfleet.monitor.link.Plan;
import io.plcfleet.monitor.link.Reading;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.UaRuntimeException;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;
import org.eclipse.milo.opcua.stack.core.types.structured.ResponseHeader;

/**
 * A tag set as requests: as many nodes in each as a chunk holds. A server that says that these are too many gets half as many, and so on
 * (its limit is in its address space, but not all servers say it there).
 */
public final class OpcUaPlan implements Plan {
  /** Room for the headers, for a signature and for padding. */
  private static final int REST = 512;
  /** Of a node besides its text: kinds, lengths, attribute. */
  private static final int NODE = 40;

  private final Blocks<ReadValueId> blocks;

  private OpcUaPlan(Blocks<ReadValueId> blocks) {
    this.blocks = blocks;
  }

  /** As many tags in each request as fit. */
  public static OpcUaPlan of(List<String> addresses) throws BadTag {
    return of(addresses, Integer.MAX_VALUE);
  }

  /**
   * @param addresses that {@link #check} accepts
   * @param most tags that one request may ask for, at least 1
   */
  public static OpcUaPlan of(List<String> addresses, int most) throws BadTag {
    List<ReadValueId> nodes = new ArrayList<>();
    for (String each : addresses) nodes.add(value(node(each)));
    return new OpcUaPlan(Blocks.pack(nodes, i -> addresses.get(i).getBytes(StandardCharsets.UTF_8).length + NODE, Loop.LARGEST_REQUEST - REST, most));
  }

  /** @throws BadTag when it is no NodeId */
  public static void check(String address) throws BadTag {
    node(address);
  }

  @Override
  public int tags() {
    return blocks.tags();
  }

  @Override
  public int request(int tag) {
    return blocks.request(tag);
  }

  @Override
  public void rehearse() {
    try {
      Channel channel = new Channel(Protection.NONE);
      channel.hello("opc.tcp://rehearsal");
      channel.open();
      for (Block<ReadValueId> block : blocks.all()) {
        Messages.READER.encode(request(block, NodeId.NULL_VALUE));
        DataValue[] zeros = new DataValue[block.tags().size()];
        Arrays.fill(zeros, new DataValue(new Variant(0)));
        ResponseHeader header = new ResponseHeader(DateTime.NULL_VALUE, uint(0), StatusCode.GOOD, null, null, null);
        ByteBuf answer = Answers.encode(new ReadResponse(header, zeros, null));
        Answers.take(block, (ReadResponse) Messages.READER.decode(answer), new Reading[tags()]);
      }
    } catch (Malformed | Rejected e) {
      throw new IllegalStateException("a rehearsal of our own making", e);
    }
  }

  Blocks<ReadValueId> blocks() {
    return blocks;
  }

  static ReadRequest request(Block<ReadValueId> block, NodeId session) {
    return new ReadRequest(Channel.header(session), 0.0, TimestampsToReturn.Neither, block.tags().toArray(ReadValueId[]::new));
  }

  static ReadValueId value(NodeId node) {
    return new ReadValueId(node, AttributeId.Value.uid(), null, QualifiedName.NULL_VALUE);
  }

  private static NodeId node(String address) throws BadTag {
    Optional<String> problem = OpcUaAddress.problem(address);
    if (problem.isPresent()) throw new BadTag(problem.get());
    try {
      return NodeId.parse(address);
    } catch (UaRuntimeException e) {
      throw new BadTag("\"" + address + "\" is not an OPC UA NodeId: " + e.getMessage());
    }
  }
}
