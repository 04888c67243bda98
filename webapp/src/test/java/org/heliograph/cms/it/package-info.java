/**
 * Integration tests: the packaged host runs as a process of its own and is asked over HTTP only. Nothing here imports a
 * class of the host.
 */
@NullMarked
package org.heliograph.cms.it;

import org.jspecify.annotations.NullMarked;
