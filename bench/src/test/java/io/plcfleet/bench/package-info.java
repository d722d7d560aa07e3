/** How fast, and with how much garbage. Run by hand; prints figures and judges nothing. */
@org.jspecify.annotations.NullMarked
package io.plcfleet.bench;
