/** Runs the module's contact messages in the embedded host. */
@NullMarked
package org.heliograph.cms.message;

import org.jspecify.annotations.NullMarked;
