package org.heliograph.cms.security;

import java.time.Instant;

/**
 * An API token without its secret.
 *
 * @param id names it
 * @param user in whose name it calls
 * @param label what it is for
 * @param scope what it is good for at most; the rights of the user limit it further
 * @param created when
 * @param expires when it ends
 */
public record ApiToken(String id, String user, String label, Rights.Scope scope, Instant created, Instant expires) {}
