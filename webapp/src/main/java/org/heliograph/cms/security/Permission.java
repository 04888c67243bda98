package org.heliograph.cms.security;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/** What may be done to a node or asked of an address, with the numbers that Magnolia stores. */
public enum Permission {
    ADD(1),
    CHANGE(2),
    REMOVE(4),
    READ(8),
    EXECUTE(16),
    PUBLISH(32);

    /** All of them. */
    static final long ALL = 63;

    private final long bit;

    Permission(long bit) {
        this.bit = bit;
    }

    boolean isIn(long permissions) {
        return (permissions & bit) != 0;
    }

    /** The permissions that a number stands for. */
    static Set<Permission> of(long permissions) {
        Set<Permission> all = EnumSet.noneOf(Permission.class);
        for (Permission each : values()) {
            if (each.isIn(permissions)) {
                all.add(each);
            }
        }
        return all;
    }

    static long sum(Collection<Permission> permissions) {
        return permissions.stream().mapToLong(each -> each.bit).sum();
    }
}
