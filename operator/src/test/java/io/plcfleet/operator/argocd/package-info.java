@NullMarked
package io.plcfleet.operator.argocd;

import org.jspecify.annotations.NullMarked;
