package org.heliograph.cms.transfer;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;

/**
 * Markup that runs something in a reader's browser. Saves of editors take it out; an archive that has it is refused, since
 * what is stored has to be what the archive says.
 */
final class UnsafeMarkup {

    private static final Set<String> ELEMENTS = Set.of(
            "script", "iframe", "object", "embed", "applet", "form", "base", "meta", "link", "style", "svg", "math");

    private UnsafeMarkup() {}

    /** What there is of it in an HTML text, such as {@code img@onerror}. */
    static Optional<String> in(String html) {
        if (html.indexOf('<') < 0) {
            return Optional.empty();
        }
        // The parser puts some of these elements into the head.
        return Jsoup.parse(html).getAllElements().stream()
                .flatMap(element -> of(element).stream())
                .findFirst();
    }

    private static Optional<String> of(Element element) {
        if (ELEMENTS.contains(element.normalName())) {
            return Optional.of(element.normalName());
        }
        return element.attributes().asList().stream()
                .filter(UnsafeMarkup::isUnsafe)
                .findFirst()
                .map(attribute -> element.normalName() + "@" + attribute.getKey());
    }

    private static boolean isUnsafe(Attribute attribute) {
        // Browsers pass over blanks and control characters within the name of a scheme.
        String value = attribute.getValue().replaceAll("[\\s\\p{Cntrl}]", "").toLowerCase(Locale.ROOT);
        return attribute.getKey().toLowerCase(Locale.ROOT).startsWith("on")
                || value.startsWith("javascript:")
                || value.startsWith("vbscript:")
                || value.startsWith("data:text");
    }
}
