package org.heliograph.cms.transfer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The list of what an archive holds. It says nothing of when and where it was made, so that the same content makes the
 * same archive.
 *
 * @param languages of the values; empty for all
 * @param places the trees that were selected
 * @param types digests of the definitions of the content types that the items have, by name
 * @param items in the order of the trees: parents first, siblings as they are sorted
 */
record Manifest(
        Set<String> languages, List<Selection.Place> places, SortedMap<String, String> types, List<Entry> items) {

    /** Name of the manifest's file. */
    static final String FILE = "manifest.json";

    /**
     * One item.
     *
     * @param path absolute path of its node
     * @param id identifier of its node
     * @param file name below the archive's root
     * @param bytes size of the file
     * @param sha256 of the file
     */
    record Entry(String workspace, String path, String id, String file, long bytes, String sha256) {

        /** Absolute path of the node above. */
        String parent() {
            int slash = path.lastIndexOf('/');
            return slash == 0 ? "/" : path.substring(0, slash);
        }

        String name() {
            return path.substring(path.lastIndexOf('/') + 1);
        }
    }

    Manifest {
        languages = new TreeSet<>(languages);
        types = new TreeMap<>(types);
    }

    /** The items by workspace. */
    Map<String, List<Entry>> byWorkspace() {
        Map<String, List<Entry>> all = new LinkedHashMap<>();
        items.forEach(entry ->
                all.computeIfAbsent(entry.workspace(), w -> new ArrayList<>()).add(entry));
        return all;
    }
}
