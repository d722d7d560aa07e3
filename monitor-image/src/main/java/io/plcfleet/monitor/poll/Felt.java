package io.plcfleet.monitor.poll;

/** One PLC as its pulse is taken: gathered from those that know. */
record Felt(Conversation plc, Line line, Retreat retreat, Account account) implements Pulse.Patient {
  @Override
  public boolean isWaiting() {
    return plc.isWaiting();
  }

  @Override
  public boolean isConnected() {
    return line.isOpen() && !retreat.isOn();
  }

  @Override
  public boolean isHindered() {
    return line.isHindered();
  }

  @Override
  public boolean suffers() {
    return line.isShared() || account.suffers(plc.now());
  }

  @Override
  public double rttSeconds() {
    return account.judge().rttSeconds();
  }

  @Override
  public long readNanos() {
    return plc.agenda().fastestNanos(plc.percent());
  }

  @Override
  public void probe() {
    plc.probe();
  }

  @Override
  public void beat(boolean answered) {
    account.beat(plc.now(), answered);
  }
}
