package org.heliograph.cms.security;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * An access control list: the entry with the closest pattern decides alone; among equally close ones the largest number
 * does, as in Magnolia. What no entry speaks of is not allowed.
 *
 * @param entries the closest one last
 */
record Acl(List<Entry> entries) {

    static final Acl NONE = new Acl(List.of());

    private static final Comparator<Entry> CLOSEST_LAST =
            Comparator.<Entry>comparingInt(entry -> entry.pattern().closeness()).thenComparingLong(Entry::permissions);

    record Entry(PathPattern pattern, long permissions) {}

    static Acl of(Collection<Entry> entries) {
        return new Acl(entries.stream().sorted(CLOSEST_LAST).toList());
    }

    Acl and(Acl other) {
        List<Entry> all = new ArrayList<>(entries);
        all.addAll(other.entries);
        return of(all);
    }

    /** Whether this certainly grants all that an entry of another list grants, wherever that one holds. */
    boolean covers(Entry other) {
        long granted = other.permissions();
        return granted == 0
                || entries.stream().anyMatch(entry -> entry.pattern().includes(other.pattern()))
                        && entries.stream()
                                .filter(entry -> entry.pattern().mayMeet(other.pattern()))
                                .allMatch(entry -> (entry.permissions() & granted) == granted);
    }

    /** The permissions at a path. */
    long at(String path) {
        for (int i = entries.size() - 1; i >= 0; i--) {
            if (entries.get(i).pattern().matches(path)) {
                return entries.get(i).permissions();
            }
        }
        return 0;
    }
}
