package org.heliograph.cms.repository;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which texts may name a node or property. Jackrabbit takes a name with a slash for a path, so every name from outside
 * has to pass here before it reaches a session.
 */
public final class JcrNames {

    /** Longest name, in characters. JCR sets no limit; beyond this one no URL of the item is usable. */
    public static final int MAX_LENGTH = 255;

    private static final Pattern FORBIDDEN = Pattern.compile("[/\\[\\]|*\\p{Cntrl}\\x{FFFE}\\x{FFFF}]");

    private JcrNames() {}

    /**
     * What is wrong with a name, as a clause such as {@code must not be empty}; empty if it is fine. Whether the prefix
     * is registered is not looked at.
     */
    public static Optional<String> fault(String name) {
        if (name.isEmpty()) {
            return Optional.of("must not be empty");
        }
        if (name.length() > MAX_LENGTH) {
            return Optional.of("is longer than " + MAX_LENGTH + " characters");
        }
        if (name.equals(".") || name.equals("..")) {
            return Optional.of("must not be a step in a path");
        }
        if (FORBIDDEN.matcher(name).find() || hasLoneSurrogate(name)) {
            return Optional.of("must not contain / [ ] | * or control characters");
        }
        return prefixFault(name);
    }

    /**
     * What is wrong with an absolute path, as a clause; empty if it is fine. A path of this kind has no index, no dots
     * and no slash at its end, save the root.
     */
    public static Optional<String> pathFault(String path) {
        if (!path.startsWith("/")) {
            return Optional.of("must start with /");
        }
        if (path.equals("/")) {
            return Optional.empty();
        }
        for (String name : path.substring(1).split("/", -1)) {
            Optional<String> fault = fault(name);
            if (fault.isPresent()) {
                return Optional.of("has the part '" + name + "', which " + fault.get());
            }
        }
        return Optional.empty();
    }

    private static Optional<String> prefixFault(String name) {
        int colon = name.indexOf(':');
        String prefix = name.substring(0, Math.max(colon, 0));
        String local = name.substring(colon + 1);
        if (colon == 0 || local.isEmpty() || local.indexOf(':') >= 0) {
            return Optional.of("may have one colon, between a registered prefix and the name");
        }
        if (name.startsWith("{")) {
            return Optional.of("must not start with {");
        }
        if (!prefix.equals(prefix.strip()) || !local.equals(local.strip())) {
            return Optional.of("must not start or end with a blank");
        }
        return Optional.empty();
    }

    private static boolean hasLoneSurrogate(String name) {
        return name.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
