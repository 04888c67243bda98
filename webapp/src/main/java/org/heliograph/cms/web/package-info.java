/** The HTTP kernel: one error path, request ids and the request log, limits, authentication. */
@NullMarked
package org.heliograph.cms.web;

import org.jspecify.annotations.NullMarked;
