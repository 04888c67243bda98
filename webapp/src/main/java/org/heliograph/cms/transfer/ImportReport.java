package org.heliograph.cms.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What an import would do, or did. Lists hold the first {@value #MOST_LISTED}; the counts are of all. */
public final class ImportReport {

    /** Entries of a list. */
    public static final int MOST_LISTED = 1000;

    private static final String MORE = "…";

    private long added;
    private long changed;
    private long moved;
    private long unchanged;
    private long reordered;
    private long kept;
    private long lostCount;
    private long obstacleCount;
    private long noteCount;
    private boolean done;
    private final SortedMap<String, Long> fields = new TreeMap<>();
    private final List<String> lost = new ArrayList<>();
    private final List<Finding> obstacles = new ArrayList<>();
    private final List<Finding> notes = new ArrayList<>();
    private final List<Written> written = new ArrayList<>();

    /** An item that an import brings or changes. */
    public record Written(String workspace, String id) {}

    ImportReport() {}

    void countAdded(String workspace, String id) {
        added++;
        written.add(new Written(workspace, id));
    }

    void countChanged(String workspace, String id) {
        changed++;
        written.add(new Written(workspace, id));
    }

    void countMoved() {
        moved++;
    }

    void countUnchanged() {
        unchanged++;
    }

    void countReordered() {
        reordered++;
    }

    void countKept() {
        kept++;
    }

    /** Rows of lists count together. */
    void countField(String workspace, String field) {
        String name = workspace + ":" + field.replaceAll("/[^/]+/(?=[^/])", "/*/");
        fields.merge(fields.containsKey(name) || fields.size() < MOST_LISTED ? name : MORE, 1L, Long::sum);
    }

    void lose(String what) {
        lostCount++;
        if (lost.size() < MOST_LISTED) {
            lost.add(what);
        }
    }

    void obstruct(Finding finding) {
        obstacleCount++;
        if (obstacles.size() < MOST_LISTED) {
            obstacles.add(finding);
        }
    }

    void note(Finding finding) {
        noteCount++;
        if (notes.size() < MOST_LISTED) {
            notes.add(finding);
        }
    }

    void finish() {
        done = true;
    }

    /** Whether nothing stands in the way. */
    public boolean isPossible() {
        return obstacleCount == 0;
    }

    /** Whether it was done, rather than only looked at. */
    public boolean isDone() {
        return done;
    }

    /** Items that are not stored. */
    public long added() {
        return added;
    }

    /** Items that are stored with other values, in the place of the archive or another one. */
    public long changed() {
        return changed;
    }

    /** Items that are stored in another place. */
    public long moved() {
        return moved;
    }

    /** Items that are stored as they are in the archive. */
    public long unchanged() {
        return unchanged;
    }

    /** Nodes whose children are stored in another order. */
    public long reordered() {
        return reordered;
    }

    /** Values and parts that are stored, that the archive lacks, and that stay. */
    public long kept() {
        return kept;
    }

    /** How many items have another value for each field, by {@code workspace:field}. */
    public SortedMap<String, Long> fields() {
        return fields;
    }

    /** Items, values and parts that go. */
    public List<String> lost() {
        return List.copyOf(lost);
    }

    /** Number of them. */
    public long lostCount() {
        return lostCount;
    }

    /** What stands in the way; nothing is written while there is any. */
    public List<Finding> obstacles() {
        return List.copyOf(obstacles);
    }

    /** Number of them. */
    public long obstacleCount() {
        return obstacleCount;
    }

    /** What does not stand in the way but should be known. */
    public List<Finding> notes() {
        return List.copyOf(notes);
    }

    /** Number of them. */
    public long noteCount() {
        return noteCount;
    }

    /** The items that are brought or changed, all of them, in the order of the archive. */
    public List<Written> written() {
        return List.copyOf(written);
    }
}
