package io.plcfleet.simulator;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.milo.opcua.sdk.core.AccessLevel;
import org.eclipse.milo.opcua.sdk.server.ManagedNamespaceWithLifecycle;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.items.DataItem;
import org.eclipse.milo.opcua.sdk.server.items.MonitoredItem;
import org.eclipse.milo.opcua.sdk.server.nodes.UaVariableNode;
import org.eclipse.milo.opcua.sdk.server.nodes.filters.AttributeFilters;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.enumerated.ServerState;

/**
 * What a simulated OPC UA server measures, in namespace 2: Life (Int32, counts 20 a second), Temperature (Double), Pressure (Float), Fixed (Int32,
 * always 100), Text, Levels (an array), Value1 to Value200 (Int32, their own numbers) and Hidden, which nobody may read. All are read-only.
 */
final class OpcUaDevice extends ManagedNamespaceWithLifecycle {
  private static final int VALUES = 200;

  private final ProgramClock clock = new ProgramClock(System::nanoTime);

  OpcUaDevice(OpcUaServer server) {
    super(server, "urn:plcfleet:simulator:values");
    getLifecycleManager().addStartupTask(this::addNodes);
  }

  void set(CpuState state) {
    clock.set(state);
  }

  private void addNodes() {
    add("Life", NodeIds.Int32, () -> now().lifeCounter() & 0xFFFF);
    add("Temperature", NodeIds.Double, () -> now().temperature() / 10.0);
    add("Pressure", NodeIds.Float, () -> now().pressure());
    add("Fixed", NodeIds.Int32, 100);
    add("Text", NodeIds.String, "Graz");
    add("Levels", NodeIds.Int16, new Short[] {1, 2, 3});
    for (int i = 1; i <= VALUES; i++) {
      add("Value" + i, NodeIds.Int32, i);
    }
    add("Hidden", NodeIds.Int32, 0).getFilterChain().addFirst(AttributeFilters.getValue(_ -> new DataValue(StatusCodes.Bad_UserAccessDenied)));
    getServer().getAddressSpaceManager().getManagedNode(NodeIds.Server_ServerStatus_State).ifPresent(state -> state.getFilterChain().addFirst(
        AttributeFilters.getValue(_ -> new DataValue(new Variant(
            clock.state() == CpuState.Run ? ServerState.Running : ServerState.Suspended)))));
  }

  private ProcessValues now() {
    Duration running = clock.running();
    return ProcessValues.after(running, 1);
  }

  private UaVariableNode add(String name, NodeId type, Object fixed) {
    return add(name, type, () -> fixed);
  }

  private UaVariableNode add(String name, NodeId type, Supplier<Object> value) {
    var node = UaVariableNode.builder(getNodeContext())
        .setNodeId(newNodeId(name)).setBrowseName(newQualifiedName(name)).setDisplayName(LocalizedText.english(name))
        .setDataType(type).setTypeDefinition(NodeIds.BaseDataVariableType).setAccessLevel(AccessLevel.READ_ONLY).setUserAccessLevel(AccessLevel.READ_ONLY)
        .build();
    node.getFilterChain().addLast(AttributeFilters.getValue(_ -> new DataValue(new Variant(value.get()))));
    getNodeManager().addNode(node);
    return node;
  }

  @Override
  public void onDataItemsCreated(List<DataItem> items) {}

  @Override
  public void onDataItemsModified(List<DataItem> items) {}

  @Override
  public void onDataItemsDeleted(List<DataItem> items) {}

  @Override
  public void onMonitoringModeChanged(List<MonitoredItem> items) {}
}
