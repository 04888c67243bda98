package org.heliograph.cms.publish;

import java.util.regex.Pattern;

/**
 * An item of the content.
 *
 * @param workspace where it is
 * @param id JCR identifier
 */
public record ItemId(String workspace, String id) implements Comparable<ItemId> {

    private static final Pattern IDENTIFIER = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    /** Whether a node may have such an identifier; the repository fails where it is asked for others. */
    static boolean isIdentifier(String text) {
        return IDENTIFIER.matcher(text).matches();
    }

    /** Reads what {@link #toString} writes. */
    static ItemId parse(String text) {
        int colon = text.indexOf(':');
        return new ItemId(text.substring(0, colon), text.substring(colon + 1));
    }

    @Override
    public int compareTo(ItemId other) {
        int order = workspace.compareTo(other.workspace);
        return order == 0 ? id.compareTo(other.id) : order;
    }

    /** Workspace and identifier with a colon between them. */
    @Override
    public String toString() {
        return workspace + ":" + id;
    }
}
