package org.heliograph.cms.transfer;

import java.util.List;

/** A piece of a text as a translator sees it: characters, or markup that is protected behind an identifier. */
sealed interface Inline {

    /** Characters, without the escapes of HTML. */
    record Text(String text) implements Inline {}

    /** Markup that stands by itself. */
    record Placeholder(String id) implements Inline {}

    /** Markup around other pieces. */
    record Paired(String id, List<Inline> content) implements Inline {}
}
