package org.heliograph.cms.index;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import javax.jcr.PropertyType;
import org.heliograph.cms.content.NodeSnapshot;
import org.heliograph.cms.content.NodeSnapshot.Property;
import org.jsoup.Jsoup;

/** What is said in an item and its parts, as plain text. */
final class ItemText {

    /** Characters of an item that are searched. */
    private static final int MAX_TEXT = 200_000;

    private static final int MAX_DEPTH = 8;

    /**
     * @param stored name of the property
     * @param value what kind of text it is
     * @param text without markup
     * @param own whether the item's own node says it
     */
    record Piece(String stored, SearchType.Value value, String text, boolean own) {}

    /**
     * Reads child nodes.
     *
     * @param <E> why it may fail
     */
    @FunctionalInterface
    interface Children<E extends Exception> {

        /** @param name tells which children count */
        List<NodeSnapshot> of(NodeSnapshot parent, Predicate<String> name) throws E;
    }

    private final SearchType type;
    private final List<Piece> pieces = new ArrayList<>();
    private int length;

    private ItemText(SearchType type) {
        this.type = type;
    }

    /** What the item and its parts say, the item first. */
    static <E extends Exception> List<Piece> all(SearchType type, NodeSnapshot item, Children<E> children) throws E {
        ItemText text = new ItemText(type);
        text.add(type.item(), item, true);
        text.addParts(type.item(), item, children, MAX_DEPTH);
        return text.pieces;
    }

    private <E extends Exception> void addParts(
            SearchType.Shape shape, NodeSnapshot node, Children<E> children, int depth) throws E {
        if (depth == 0 || shape.parts().isEmpty()) {
            return;
        }
        for (NodeSnapshot child : children.of(node, shape.parts()::containsKey)) {
            SearchType.Part part = shape.parts().get(child.name());
            SearchType.Shape inner = type.parts().get(part.subModel());
            if (inner != null) {
                for (NodeSnapshot value : part.multiple() ? children.of(child, name -> true) : List.of(child)) {
                    add(inner, value, false);
                    addParts(inner, value, children, depth - 1);
                }
            }
        }
    }

    private void add(SearchType.Shape shape, NodeSnapshot node, boolean own) {
        shape.values().forEach((stored, value) -> {
            Property property = node.properties().get(stored);
            if (property != null && property.type() == PropertyType.STRING) {
                property.values().forEach(text -> add(stored, value, text.toString(), own));
            }
        });
    }

    private void add(String stored, SearchType.Value value, String raw, boolean own) {
        String text = value.rich() ? plain(cut(raw, MAX_TEXT)) : raw;
        if (text.isBlank() || text.matches("(?s)https?://\\S*")) {
            return;
        }
        String kept = cut(text, MAX_TEXT - length);
        length += kept.length();
        if (!kept.isEmpty()) {
            pieces.add(new Piece(stored, value, kept, own));
        }
    }

    private static String plain(String html) {
        return Jsoup.parseBodyFragment(html).text();
    }

    private static String cut(String text, int end) {
        if (text.length() <= end) {
            return text;
        }
        boolean splitsPair = end > 0 && Character.isHighSurrogate(text.charAt(end - 1));
        return text.substring(0, splitsPair ? end - 1 : end);
    }
}
