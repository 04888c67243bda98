package org.heliograph.cms.index;

import java.util.Arrays;

/**
 * What was looked at to make an answer, so that one can tell whether a save could change it. Everything that can be
 * looked at, or touched by a save, is a number made from its name; where two share one, an answer is made anew once more
 * than needed, and never once less. Not for use by several threads.
 */
public final class Reads {

    private int[] marks = new int[8];
    private int count;

    /** A node and the list of its children, by the node's identifier. */
    static int node(String scope, String id) {
        return mark(scope, 1, id);
    }

    /** The paths of nodes that stay: moving or removing a node changes them. */
    static int places(String scope) {
        return mark(scope, 2, "");
    }

    /** Which nodes there are, of which types and in which order. */
    static int members(String scope) {
        return mark(scope, 3, "");
    }

    /** A property of any node. */
    static int property(String scope, String name) {
        return mark(scope, 4, name);
    }

    /** All properties of all nodes. */
    static int content(String scope) {
        return mark(scope, 5, "");
    }

    private static int mark(String scope, int kind, String name) {
        return (scope.hashCode() * 31 + kind) * 0x9E3779B1 + name.hashCode();
    }

    void add(int mark) {
        if (count == marks.length) {
            marks = Arrays.copyOf(marks, count * 2);
        }
        marks[count++] = mark;
    }

    /** Takes what a part of an answer was made from. */
    public void addAll(Basis part) {
        int[] others = part.marks();
        if (count + others.length > marks.length) {
            marks = Arrays.copyOf(marks, Math.max(marks.length * 2, count + others.length));
        }
        System.arraycopy(others, 0, marks, count, others.length);
        count += others.length;
    }

    /** All of it, in ascending order. */
    int[] marks() {
        int[] sorted = Arrays.copyOf(marks, count);
        Arrays.sort(sorted);
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (i == 0 || sorted[i] != sorted[i - 1]) {
                sorted[kept++] = sorted[i];
            }
        }
        return Arrays.copyOf(sorted, kept);
    }
}
