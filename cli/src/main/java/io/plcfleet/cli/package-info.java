/** The command line. It reads files and Prometheus, and changes nothing anywhere. */
@NullMarked
package io.plcfleet.cli;

import org.jspecify.annotations.NullMarked;
