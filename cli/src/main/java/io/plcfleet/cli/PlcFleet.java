package io.plcfleet.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code java -jar plcfleet.jar}. Ends with code 0, 1 when what was given cannot be used, 2 when the command line is wrong. */
@Command(name = "plcfleet", mixinStandardHelpOptions = true, version = "plcfleet 0.1.0", subcommands = ReplayCommand.class,
    description = "Looks at PLC links outside the cluster.")
public final class PlcFleet {
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new PlcFleet()).execute(arguments));
  }
}
