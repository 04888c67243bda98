package org.heliograph.cms.security;

/**
 * A pattern of paths as Magnolia's access control lists have it: {@code *} stands for any characters, slashes included,
 * {@code ?} for one.
 */
record PathPattern(String text) {

    /** The more of a path is spelled out, the closer a pattern is; a star at the end does not count. */
    int closeness() {
        return text.endsWith("*") ? text.length() - 1 : text.length();
    }

    /** What every path that this matches begins with. */
    private String beginning() {
        int end = 0;
        while (end < text.length() && "*?".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return text.substring(0, end);
    }

    /** Whether this certainly matches all that another one matches. */
    boolean includes(PathPattern other) {
        boolean open = text.endsWith("*") && beginning().length() == text.length() - 1;
        return text.equals(other.text) || open && other.beginning().startsWith(beginning());
    }

    /** Whether there may be a path that both match; yes when in doubt. */
    boolean mayMeet(PathPattern other) {
        return beginning().startsWith(other.beginning()) || other.beginning().startsWith(beginning());
    }

    /** Takes time in proportion to both lengths at most, whatever the pattern. */
    boolean matches(String path) {
        int at = 0;
        int next = 0;
        int star = -1;
        int resume = 0;
        while (at < path.length()) {
            if (next < text.length() && text.charAt(next) == '*') {
                star = next++;
                resume = at;
            } else if (next < text.length() && (text.charAt(next) == '?' || text.charAt(next) == path.charAt(at))) {
                at++;
                next++;
            } else if (star >= 0) {
                next = star + 1;
                at = ++resume;
            } else {
                return false;
            }
        }
        while (next < text.length() && text.charAt(next) == '*') {
            next++;
        }
        return next == text.length();
    }
}
