/** Starts the host: settings, composition by hand, commands. */
@NullMarked
package org.heliograph.cms.app;

import org.jspecify.annotations.NullMarked;
