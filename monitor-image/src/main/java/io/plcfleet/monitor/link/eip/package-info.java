/** EtherNet/IP, by CIP services to a Logix controller: tags by name, whose types the controller tells. */
@NullMarked
package io.plcfleet.monitor.link.eip;

import org.jspecify.annotations.NullMarked;
