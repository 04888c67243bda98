package org.heliograph.cms.content;

import java.util.Comparator;
import java.util.List;

/** Stored names in the order of a content type, a field's languages side by side; others behind, by name. */
final class DeclaredOrder {

    private DeclaredOrder() {}

    static Comparator<String> of(List<String> declared, Languages languages) {
        return Comparator.<String>comparingInt(name -> {
                    int at = declared.indexOf(languages.field(name));
                    return at < 0 ? Integer.MAX_VALUE : at;
                })
                .thenComparing(Comparator.naturalOrder());
    }
}
