package org.heliograph.cms.index;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.heliograph.cms.content.View;

/** Names of the fields in the index. Those of a property are a kind and the property's name. */
final class Fields {

    /** View, workspace and identifier: one document each. */
    static final String KEY = "_key";

    static final String WORKSPACE = "_workspace";
    static final String PATH = "_path";
    /** The path of every proper ancestor. */
    static final String ANCESTOR = "_ancestor";

    static final String PARENT = "_parent";
    /** Place among the siblings: larger is later. */
    static final String POSITION = "_position";

    /** View, workspace and primary type. */
    static final String TYPE = "_type";
    /** View and workspace, with the primary type, each of its supertypes and of the mixins. */
    static final String ANY_TYPE = "_anyType";

    static final String NAME = "_name";
    static final String NAME_FOLDED = "_nameFolded";
    static final String ID = "_id";
    /** View and workspace, with each identifier that stands in a value. */
    static final String MENTION = "_mention";
    /** Names of the properties that exist. */
    static final String EXISTS = "_exists";
    /** Names of the properties whose text is too long for a term. */
    static final String LONG_TEXT = "_longText";

    static final String FULL_TEXT = "_fullText";
    /** Two characters side by side in the full text, of scripts that are written without blanks. */
    static final String FULL_TEXT_PAIR = "_fullTextPair";

    /** The node itself; in doc values, which are read in place, rather than in compressed blocks of many. */
    static final String DATA = "_data";

    /** Longest text that is a term, in characters; longer ones are compared with the stored node. */
    static final int MAX_TERM = 512;

    /** Longest path that is a term, in characters of at most three bytes; Lucene takes 32766 bytes. */
    private static final int MAX_SCOPED = 10_000;

    private Fields() {}

    static String text(String property) {
        return "s:" + property;
    }

    static String folded(String property) {
        return "f:" + property;
    }

    static String whole(String property) {
        return "l:" + property;
    }

    static String decimal(String property) {
        return "d:" + property;
    }

    static String date(String property) {
        return "t:" + property;
    }

    static String order(String property) {
        return "o:" + property;
    }

    /** A workspace in a view. */
    static String scope(View view, String workspace) {
        return view.name() + ":" + workspace;
    }

    /** Something within a workspace in a view, such as an identifier or a path. What no term could hold is its digest. */
    static String scoped(String scope, String name) {
        String scoped = scope + ":" + name;
        return scoped.length() > MAX_SCOPED ? digest(scoped) : scoped;
    }

    private static String digest(String text) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
