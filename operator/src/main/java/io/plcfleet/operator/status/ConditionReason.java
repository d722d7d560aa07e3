package io.plcfleet.operator.status;

/** Why a condition is as it is: one word each, the same in status and documents. */
public enum ConditionReason {
  /** All is as declared. */
  AsDeclared,
  /** On its way; nothing to do but wait. */
  Progressing,
  /** Nobody selects this Plc. */
  NoFleet,
  /** A field's value cannot be used. */
  InvalidSpec,
  /** A tag's address is not one of its protocol. */
  InvalidTagAddress,
  /** The administrator does not permit it. */
  NotPermitted,
  /** A profile that is named does not exist. */
  ProfileNotFound,
  /** A profile that is named cannot be used. */
  InvalidProfile,
  /** Another Plc has the same endpoint and is read already. */
  DuplicateEndpoint,
  /** Another fleet reads it. */
  Conflict,
  /** Its endpoint is still being released by another monitor. */
  WaitingForRelease,
  /** Its host and port has as many connections as it may have. */
  TooManySessions,
  /** The PLC refuses a tag. */
  TagRefused,
  /** The monitor cannot use its configuration, or what it was given to log in with. */
  ConfigRejected,
  /** The fleet itself is stalled. */
  FleetStalled,
  /** An edit of the fleet would release too many Plcs at once. */
  TooManyReleased,
  /** Its monitor's record cannot grow. */
  ShardFull,
  /** The API server refuses an object. */
  RefusedByApiServer,
  /** Nobody knows any more what a monitor reads. */
  RecordLost,
  /** The selector matches no Plc. */
  NothingSelected,
  /** The selector matches Plcs. */
  PlcsSelected,
  /** An object of that name exists and is not ours. */
  NotOurs,
  /** The API server or a monitor failed; tried again by itself. */
  TemporaryFailure,
  /** The types of prometheus-operator are not installed. */
  TypesMissing,
  /** Switched off in the spec. */
  Disabled,
  /** Written. */
  Applied,
  /** A Prometheus takes what the operator has written for it, and scrapes the monitors. */
  SelectedByPrometheus,
  /** No Prometheus that can be seen takes it. */
  NotSelected,
  /** Nobody scrapes a monitor. */
  NotScraped,
  /** Monitors have just begun, or have not reported. */
  NotScrapedYet,
  /** Whether anybody takes it cannot be seen. */
  SelectionUnknown,
  /** Somebody wants hand edits to stay for a while. */
  RepairPaused,
  /** A monitor's report is fresh. */
  Reported,
  /** No report for 15 s. */
  MonitorSilent,
  /** No monitor was given the Plc. */
  NotMonitored,
  /** The PLC answers. */
  Answers,
  /** The PLC does not answer. */
  Unreachable,
  /** No read has ended yet. */
  NotTriedYet,
  /** Somebody works on the PLC. */
  Maintenance,
  /** Maintenance is declared, but its time is over. */
  MaintenanceExpired,
  /** The changed profiles are computed beside those in force. */
  ShadowRunning,
  /** Monitors are loading the change. */
  LoadingChange,
  /** All Plcs of the step have the change, and are looked at until its time is over. */
  Baking,
  /** The step's time is over, and nothing spoke against the next. */
  StepPassed,
  /** Somebody asked to leave the step. */
  Promoted,
  /** Somebody paused the rollout. */
  Paused,
  /** No window is open in which Plcs may get a change. */
  WindowClosed,
  /** Too few of the Plcs can be looked at for a change to show anything. */
  MostInMaintenance,
  /** Plcs with the change became worse than the others. */
  CanaryWorse,
  /** A comparison failed once; the next one decides. */
  FailedOnce,
  /** The Plcs without the change became worse as well. */
  ControlWorse,
  /** With the changed profiles too many Plcs would have another grade. */
  TooManyGradeChanges,
  /** Too little was read yet to compare. */
  TooFewSamples,
  /** There is nothing to compare. */
  NoData,
  /** A monitor started anew, so that the step is looked at from the beginning. */
  MonitorRestarted,
  /** The step takes longer than its deadline. */
  DeadlineExceeded,
  /** Somebody asked for the settings that the Plcs had. */
  Aborted,
  /** A newer edit took the place of this change. */
  Superseded,
  /** The edit was taken back. */
  Reverted,
  /** All Plcs have the change. */
  Succeeded
}
