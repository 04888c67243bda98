/**
 * The spam shield of contact messages: it judges each without asking anybody outside, says why, and never drops one.
 */
@NullMarked
package org.heliograph.spam;

import org.jspecify.annotations.NullMarked;
