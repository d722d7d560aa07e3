@NullMarked
package io.plcfleet.profile;

import org.jspecify.annotations.NullMarked;
