/** Benchmarks of what is not public: the pages of a monitor. */
@org.jspecify.annotations.NullMarked
package io.plcfleet.monitor.export;
