/** How each link is to be treated: which layer of settings says what. */
@NullMarked
package io.plcfleet.operator.links;

import org.jspecify.annotations.NullMarked;
