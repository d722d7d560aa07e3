package io.plcfleet.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** What a command line answered. */
record Run(int code, String out, String err) {
  static Run of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = new CommandLine(new PlcFleet()).setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(arguments);
    return new Run(code, out.toString(), err.toString());
  }
}
