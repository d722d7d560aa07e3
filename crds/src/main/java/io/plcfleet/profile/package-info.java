/** What a ScoringProfile means: checked, as monitors get it, and as the model takes it. Pure, and the same at every door. */
@NullMarked
package io.plcfleet.profile;

import org.jspecify.annotations.NullMarked;
