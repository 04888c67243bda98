/** Jackrabbit as the system of record: workspaces and node types from definitions, one door for sessions, import. */
@NullMarked
package org.heliograph.cms.repository;

import org.jspecify.annotations.NullMarked;
