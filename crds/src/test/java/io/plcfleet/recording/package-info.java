@NullMarked
package io.plcfleet.recording;

import org.jspecify.annotations.NullMarked;
