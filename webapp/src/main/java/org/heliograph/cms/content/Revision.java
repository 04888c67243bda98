package org.heliograph.cms.content;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Set;

/** The digest of what editors see of an item. */
final class Revision {

    /** Properties of Magnolia's and JCR's that are content and not notes on it. */
    private static final Set<String> CONTENT = Set.of("jcr:data", "jcr:mimeType", "mgnl:template", "mgnl:tags");

    /** Hexadecimal digits of a digest; 128 bits tell all states of an item apart. */
    private static final int LENGTH = 32;

    private static final int PROPERTY = 1;
    private static final int CHILDREN = 2;

    private final MessageDigest digest = Bytes.digest();

    private Revision() {}

    static String of(ItemNode item) {
        Revision revision = new Revision();
        revision.add(item);
        return HexFormat.of().formatHex(revision.digest.digest()).substring(0, LENGTH);
    }

    /** Whether a property is content rather than a note on it. */
    static boolean isContent(String property) {
        return !NodeSnapshot.isSystemProperty(property) || CONTENT.contains(property);
    }

    private void add(ItemNode node) {
        add(node.type());
        node.properties().forEach((name, value) -> {
            if (isContent(name)) {
                add(PROPERTY);
                add(name);
                add(value);
            }
        });
        add(CHILDREN);
        add(node.children().size());
        for (ItemNode child : node.children()) {
            add(child.name());
            add(child);
        }
    }

    private void add(ItemValue value) {
        add(value.type());
        add(value.multiple() ? value.texts().size() : -1);
        value.texts().forEach(this::add);
    }

    /** With its length before it, so that no two sequences read alike. */
    private void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        add(bytes.length);
        digest.update(bytes);
    }

    private void add(int number) {
        for (int shift = 24; shift >= 0; shift -= 8) {
            digest.update((byte) (number >> shift));
        }
    }
}
