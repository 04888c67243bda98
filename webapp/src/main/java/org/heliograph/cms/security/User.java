package org.heliograph.cms.security;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A user as stored.
 *
 * @param id identifier of the node
 * @param path of the node
 * @param name of the node
 * @param title what to call the person; the name where none is stored
 * @param email address; empty if none is stored
 * @param language of the person's user interface, if stored
 * @param hash of the password; empty if there is none
 * @param temporaryUntil when a password that somebody else chose ends, in milliseconds since 1970; empty for one's own
 * @param enabled whether the user may sign in
 * @param roles names or identifiers
 * @param groups names or identifiers
 * @param totpSecret sealed; empty without second factor
 * @param totpStep the last step whose code was taken
 * @param recoveryCodes digests of those that are left
 */
record User(
        String id,
        String path,
        String name,
        String title,
        Optional<String> email,
        Optional<String> language,
        String hash,
        OptionalLong temporaryUntil,
        boolean enabled,
        Set<String> roles,
        Set<String> groups,
        Optional<String> totpSecret,
        long totpStep,
        Set<String> recoveryCodes) {}
