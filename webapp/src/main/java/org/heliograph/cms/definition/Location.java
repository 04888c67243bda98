package org.heliograph.cms.definition;

/**
 * A place in a light module.
 *
 * @param file path below the root that holds the light modules, such as {@code heliograph/apps/products.yaml}
 * @param line line from 1, or 0 where the file as a whole is meant
 * @param column column from 1, or 0 where the line or file as a whole is meant
 */
public record Location(String file, int line, int column) implements Comparable<Location> {

    @Override
    public int compareTo(Location other) {
        int byFile = file.compareTo(other.file);
        if (byFile != 0) {
            return byFile;
        }
        int byLine = Integer.compare(line, other.line);
        return byLine != 0 ? byLine : Integer.compare(column, other.column);
    }

    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line + ":" + column;
    }
}
