package org.heliograph.cms.index;

/** What something was made from: it would be the same if it were made now, until a save touches that. */
public final class Basis {

    /** That of what is made from no content at all. */
    public static final Basis NOTHING = new Basis(new int[0], 0);

    private final int[] marks;
    private volatile long saves;

    /**
     * @param marks in ascending order
     * @param saves number of saves that it shows at least
     */
    Basis(int[] marks, long saves) {
        this.marks = marks;
        this.saves = saves;
    }

    int[] marks() {
        return marks;
    }

    /** Bytes of memory that it takes. */
    public int weight() {
        return 48 + Integer.BYTES * marks.length;
    }

    boolean isCurrent(SaveLog log) {
        long now = log.saves();
        if (now == saves) {
            return true;
        }
        boolean current = log.isUntouched(marks, saves);
        if (current) {
            saves = now; // so that the same saves are not looked through again
        }
        return current;
    }
}
