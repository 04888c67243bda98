/** The benchmark: the host and a limit server side by side under the same load. Not a test, and asserts nothing. */
@NullMarked
package org.heliograph.cms.bench;

import org.jspecify.annotations.NullMarked;
