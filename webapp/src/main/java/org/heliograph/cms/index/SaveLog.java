package org.heliograph.cms.index;

import java.util.Arrays;

/** What the latest saves touched. One thread writes it, any may ask. */
final class SaveLog {

    /** Saves that are remembered; an answer that was not asked for since then is made anew. */
    private static final int CAPACITY = 1024;
    /** Marks of one save that are remembered; a larger one counts as touching everything. */
    private static final int MAX_MARKS = 4096;

    private static final int[] EVERYTHING = {};

    private final int[][] touched = new int[CAPACITY][];
    private volatile long saves;

    /** The number of saves so far. */
    long saves() {
        return saves;
    }

    /** Adds a save that is visible by now. */
    void add(Reads marks) {
        int[] all = marks.marks();
        append(all.length > MAX_MARKS ? EVERYTHING : all);
    }

    /** Adds a change of which nobody knows what it touched. */
    void addEverything() {
        append(EVERYTHING);
    }

    private synchronized void append(int[] marks) {
        long next = saves + 1;
        touched[(int) (next % CAPACITY)] = marks;
        saves = next; // publishes the marks
    }

    /**
     * Whether no save after the first {@code since} ones touched what was read.
     *
     * @param reads in ascending order
     */
    boolean isUntouched(int[] reads, long since) {
        long now = saves;
        for (long save = since + 1; save <= now && now - since < CAPACITY; save++) {
            if (touches(touched[(int) (save % CAPACITY)], reads)) {
                return false;
            }
        }
        // A save that came meanwhile may have taken the place of one that was to be looked at.
        return saves - since < CAPACITY;
    }

    private static boolean touches(int[] save, int[] reads) {
        if (save == EVERYTHING) {
            return true;
        }
        for (int mark : save) {
            if (Arrays.binarySearch(reads, mark) >= 0) {
                return true;
            }
        }
        return false;
    }
}
