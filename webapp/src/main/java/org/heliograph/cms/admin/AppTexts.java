package org.heliograph.cms.admin;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.heliograph.cms.definition.ConfigNode;
import org.heliograph.cms.definition.Messages;

/**
 * The texts of one app in one language. As in Magnolia a definition may hold the text itself or the key of one; where it
 * holds neither, the key follows from the place: {@code <app>.<field>.label}, {@code <app>.<field>.<part>.label}.
 */
final class AppTexts {

    private final Messages messages;
    private final String app;
    private final Locale language;

    AppTexts(Messages messages, String app, Locale language) {
        this.messages = messages;
        this.app = app;
        this.language = language;
    }

    /** The label of the app itself; its name where it has none. */
    String label(ConfigNode definition) {
        return find(definition, List.of(), "label").orElse(app);
    }

    /** The label of a part; its name where it has none. */
    String label(ConfigNode part, List<String> place) {
        return find(part, place, "label").orElse(place.get(place.size() - 1));
    }

    /**
     * Some text of a part.
     *
     * @param place names on the way from the app to the part
     * @param kind such as {@code description}
     */
    Optional<String> find(ConfigNode part, List<String> place, String kind) {
        Optional<String> stated = part.text(kind).filter(text -> !text.isBlank());
        return stated.flatMap(this::message).or(() -> find(place, kind)).or(() -> stated);
    }

    /** Some text by the place alone, whatever the definition of the part says. */
    Optional<String> find(List<String> place, String kind) {
        String path = place.isEmpty() ? "" : String.join(".", place) + ".";
        return message(app + "." + path + kind);
    }

    private Optional<String> message(String key) {
        return messages.find(language, key).filter(text -> !text.isBlank());
    }

    /** The label of a column of lists: its own, or that of the field of that name. */
    String column(ConfigNode column, String name) {
        return find(column, List.of("browser", "views", name), "label")
                .or(() -> message(app + "." + name + ".label"))
                .orElse(name);
    }
}
